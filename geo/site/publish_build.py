"""A build as it is published: every file as it was made, every number in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from geo.ask.approvals import ReviewState, in_force
from geo.build.reviewing import TEMPLATE, this_day
from geo.errors import ApprovalError, CallError, Fault, notice
from geo.files.own import digest, json_of
from geo.files.published import MANIFEST, files_of, listed

_UNPUBLISHED = (MANIFEST, TEMPLATE)  # for those who build, not for readers


@dataclass(frozen=True)
class Built:
    """A folder that ``geo build`` made: hashes by path, the state of each map, its own hash."""

    folder: Path
    outputs: Mapping[str, str]
    reviews: Mapping[str, Mapping[str, str]]
    sha256: str

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file with its bytes.

        Raises
        ------
        CallError
            At the end: every file that is missing, or is not as it was made.
        """
        faults = []
        for name, sha256 in self.outputs.items():
            path = self.folder / name
            if path.is_symlink() or not path.is_file():
                faults.append(Fault(str(path), "构建的文件缺失", "a file of the build is missing"))
                continue
            data = path.read_bytes()
            if digest(data) == sha256:
                yield name, data
            else:
                zh, en = "构建后被改过", "was changed after the build"
                faults.append(Fault(str(path), zh, en))
        if faults:
            raise CallError(faults)


def read_build(folder: Path) -> Built:
    """The build in a folder; what lies there besides is not published, and said.

    Raises
    ------
    CallError
        No build, or one of an earlier version, without the state of its maps.
    """
    manifest = folder / MANIFEST
    reviews = None
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        reviews = {k: dict(v) for k, v in json_of(manifest)["reviews"].items()}
    outputs = {n: h for n, h in listed(manifest).items() if n not in _UNPUBLISHED}
    if reviews is None or not outputs:
        zh = "不是这个版本的 geo build 做的文件夹（manifest.json），请先构建"
        en = "is no folder that geo build of this version made (manifest.json); build it first"
        raise CallError(Fault("", zh, en, str(folder)))
    further = (n for n in files_of(folder) if n not in outputs and n not in _UNPUBLISHED)
    if found := list(islice(further, 4)):
        zh, en = "不是构建的文件，没有发布", "no files of the build, not published"
        notice(str(folder), zh, en, "、".join([*found[:3], "…"] if len(found) > 3 else found))
    return Built(folder, outputs, reviews, digest(manifest.read_bytes()))


def check_numbers(built: Built, *, public: bool, today: str = "") -> None:
    """Nothing, or an ApprovalError: whose number is over, and for the public, who has none."""
    today = today or this_day()
    over: dict[str, list[str]] = {}
    without: dict[str, list[str]] = {}
    for key, review in built.reviews.items():
        plan, _, slug = key.partition("/")
        if not review["number"]:
            without.setdefault(plan, []).append(slug)
        elif in_force(review["issued"], review["valid_until"], today) != ReviewState.APPROVED:
            over.setdefault(plan, []).append(slug)
    zh = "幅图所印审图号今天不在有效期内，请重新构建"
    en = "maps bear a number that is not in force today; build again"
    faults = [_maps(plan, slugs, zh, en) for plan, slugs in over.items()]
    if public:
        zh, en = "幅图没有有效的审图号，不能对外发布", "maps have no number in force"
        faults += [_maps(plan, slugs, zh, en) for plan, slugs in without.items()]
    if faults:
        raise ApprovalError(faults)


def _maps(plan: str, slugs: list[str], zh: str, en: str) -> Fault:
    """What is said of some maps of a plan, each of them named."""
    n = len(slugs)
    return Fault(f"{plan}/", f"{n} {zh}：{'、'.join(slugs)}", f"{n} {en}", "", ())
