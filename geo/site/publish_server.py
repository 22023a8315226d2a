"""What stands around the pages of a publication: settings of servers, robots, addresses gone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from geo.render.templating import page, static
from geo.site.address import way
from geo.site.publish_changes import SERVER
from geo.texts.catalogue import say

_QUOTED = re.compile(r'["\\$\s{}]')


def stub(address: str, target: str) -> bytes:
    """The page at an address that is gone: it leads to the nearest page that there is."""
    leads = way(address, target)
    title = say("publish.gone")
    return page("site/moved.html.j2", zh=leads, en=leads, title=title, root=way(address, ".") + "/")


def robots(sitemap: str, *, internal: bool) -> bytes:
    """What search engines are asked: nothing of an internal publication is listed."""
    lines = ["User-agent: *", "Disallow: /" if internal else "Disallow:"]
    lines += [f"Sitemap: {sitemap}"] if sitemap and not internal else []
    return ("\n".join(lines) + "\n").encode()


def server_files(lost: Mapping[str, str], *, internal: bool) -> dict[str, bytes]:
    """Settings for nginx and Caddy, with the redirects of files that are gone.

    They stand beside the document root, so that no reader sees them.
    """
    gone = {a: t for a, t in lost.items() if not a.endswith(".html") and not _QUOTED.search(a)}
    nginx = (f'location = "/{a}" {{ return 301 "/{quote(t)}"; }}\n' for a, t in gone.items())
    caddy = (f'redir "/{a}" "/{quote(t)}" permanent\n' for a, t in gone.items())
    made = {}
    for name, robots_line, moved in (
        ("nginx.conf", 'add_header X-Robots-Tag "noindex, nofollow" always;\n', nginx),
        ("Caddyfile", 'header X-Robots-Tag "noindex, nofollow"\n', caddy),
    ):
        own = [robots_line] if internal else []
        made[SERVER + name] = static(f"server/{name}") + "".join([*own, *moved]).encode()
    return made
