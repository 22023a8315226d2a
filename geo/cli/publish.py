"""``geo publish``: a build put into a folder for a web server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

HELP = """发布:核对构建的每个文件与审图号,与上一次发布比较,整体换入发布文件夹。
公开发布要求每幅图都有有效的审图号,否则退出码为 4。

Publish a build: its files and approval numbers are checked, it is compared with the last
publication and swapped in whole. For the public every map needs a number in force, or the exit
code is 4.

\b
发布文件夹:site/ 是网站根目录,server/ 是 nginx 与 Caddy 的设置,changes.csv 是与上次的差别。
The folder: site/ is the document root, server/ has settings for nginx and Caddy, changes.csv tells
what differs from the last publication.

\b
例 Examples:
  geo publish maps --to /srv/atlas --audience internal
  geo publish maps --to /srv/atlas --audience public --base-url https://atlas.example.cn"""


def publish(
    build: Annotated[
        Path, typer.Argument(metavar="BUILD", help="geo build 做的文件夹 / a folder of geo build")
    ],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="发布文件夹 / where to")],
    audience: Annotated[
        Literal["internal", "public"],
        typer.Option("--audience", help="内部或公开 / who sees it"),
    ],
    base_url: Annotated[
        str,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="网站地址,有它才有 sitemap、canonical、预览图 / address of the site",
        ),
    ] = "",
) -> None:
    """Publish a build."""
    from geo.site.publish import Audience, Publication
    from geo.site.publish import publish as put

    for line in put(build, to, Publication(Audience(audience), base_url)):
        print(line)
