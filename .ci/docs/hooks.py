"""The documentation as a site, from files that are also read in the repository.

Pages link to files beside docs/, such as ../examples/shop/loadtest.yaml, and README and others link into docs/. All Markdown of the
project becomes part of the site, below repository/, together with the files and folders that it links to, so that MkDocs checks each
link and anchor. What is wrong is a warning, which --strict makes an error.
"""

import json
import logging
import os
import posixpath
import re
from pathlib import Path

from mkdocs.structure.files import File

log = logging.getLogger("mkdocs.hooks")

ROOT = Path(__file__).resolve().parents[2]
REST = "repository/"
IGNORED = {"target", "node_modules", "loadtest-output"}
LINK = re.compile(r"\]\(([^)\s#]+)(#[^)\s]*)?\)")
FENCE = re.compile(r"(^ *```.*?^ *```[^\n]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
# Pages that lead into the code: what they name must be there.
OF_THE_CODE = ["CONTRIBUTING.md", "docs/architecture.md", "docs/controller-flow.md", "docs/threat-model.md", "e2e/README.md"]
FROM_ELSEWHERE = {"ByteBuf", "loadtests/status"}
TYPE = re.compile(r"\b(?:class|record|interface|enum)\s+(\w+)")
TYPE_NAMED = re.compile(r"`(?:[a-z]+/)*([A-Z][a-z]\w+)(?:\.\w+)?`")
PACKAGE_NAMED = re.compile(r"`([a-z]+(?:/[a-z]+)+)(?:/[A-Z]\w+)?`")
EXTERNAL = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=[\"']?(?:https?:)?//[^>]*>")


def markdown_files():
    """All Markdown of the project; without asking git, as an export has none."""
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in IGNORED and not name.startswith(".")]
        found += [(Path(folder) / name).relative_to(ROOT).as_posix() for name in files if name.endswith(".md")]
    return sorted(found)


def in_repository(uri):
    """Path in the repository of a page of the site."""
    return uri[len(REST):] if uri.startswith(REST) else "docs/" + uri


def in_site(path):
    """Page or file of the site for a path in the repository."""
    if path == "docs" or path.startswith("docs/"):
        path = path[len("docs/"):]
    else:
        path = REST + path
    folder = (ROOT / in_repository(path)).is_dir()
    if not folder:
        return path
    index = "README.md" if (ROOT / in_repository(path) / "README.md").is_file() else "index.md"
    return posixpath.join(path, index)


def prose(markdown, change):
    """Applies a change to what is neither a block of code nor code within a line."""
    parts = FENCE.split(markdown)
    parts[::2] = [change(part) for part in parts[::2]]
    return "".join(parts)


def target(link, page):
    """Path in the repository that a link of a page of the repository means; None for another site."""
    if re.match(r"[a-z]+:|//", link):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link))


def linked(page):
    found = set()

    def collect(part):
        found.update(target(link, page) for link, _ in LINK.findall(part))
        return part

    prose((ROOT / page).read_text(encoding="utf-8"), collect)
    return found - {None}


def listing(path):
    """A page for a folder without a README."""
    names = sorted(child.name for child in (ROOT / path).iterdir() if not child.name.startswith("."))
    return f"# {path}\n\n" + "\n".join(f"- `{name}`" for name in names) + "\n"


def missing_code():
    """Types and packages that pages name and the code lacks."""
    sources = [path for path in ROOT.glob("*/src/*/java/**/*.java")]
    types = {name for path in sources for name in TYPE.findall(path.read_text(encoding="utf-8"))} | FROM_ELSEWHERE
    packages = {path.parent.as_posix().partition("/java/dev/loadtest/")[2] for path in sources}
    found = []
    for page in OF_THE_CODE:
        text = (ROOT / page).read_text(encoding="utf-8")
        found += [f"{page}: there is no type {name}" for name in sorted(set(TYPE_NAMED.findall(text)) - types)]
        found += [f"{page}: there is no package {name}" for name in sorted(set(PACKAGE_NAMED.findall(text)))
                  if name not in packages | FROM_ELSEWHERE and not (ROOT / name).exists()]
    return found


def on_files(files, config):
    for sentence in missing_code():
        log.warning(sentence)
    pages = markdown_files()
    wanted = {path for page in pages for path in linked(page)} | set(pages)
    for path in sorted(wanted):
        uri = in_site(path)
        if files.get_file_from_path(uri) or not (ROOT / path).exists():
            continue  # MkDocs itself warns of a link to what does not exist
        if (ROOT / in_repository(uri)).is_file():
            files.append(File.generated(config, uri, abs_src_path=str(ROOT / in_repository(uri))))
        else:
            files.append(File.generated(config, uri, content=listing(path)))
    return files


def on_page_markdown(markdown, page, config, files):
    here = page.file.src_uri

    def rewrite(match):
        path = target(match.group(1), in_repository(here))
        if path is None:
            return match.group(0)
        link = posixpath.relpath(in_site(path), posixpath.dirname(here) or ".")
        return f"]({link}{match.group(2) or ''})"

    return prose(markdown, lambda part: LINK.sub(rewrite, part))


def on_nav(nav, config, files):
    shown = {page.file.src_uri for page in nav.pages}
    for file in files.documentation_pages():
        if not file.src_uri.startswith((REST, "adr/")) and file.src_uri not in shown:
            log.warning("docs/%s is not in the navigation of mkdocs.yml", file.src_uri)
    listed = linked("docs/adr/README.md")
    for file in files.documentation_pages():
        if file.src_uri.startswith("adr/0") and "docs/" + file.src_uri not in listed:
            log.warning("docs/%s is not in the list of docs/adr/README.md", file.src_uri)
    return nav


def on_post_build(config):
    index = json.loads((Path(config["site_dir"]) / "search/search_index.json").read_text(encoding="utf-8"))
    if not any("coordinated omission" in entry["text"].lower() for entry in index["docs"]):
        log.warning("the search finds no page about coordinated omission")
    for page in sorted(Path(config["site_dir"]).rglob("*.html")):
        for element in EXTERNAL.findall(page.read_text(encoding="utf-8")):
            log.warning("%s fetches from elsewhere: %s", page, element)
