"""How a model reads: shape, words, description, contract."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from .conftest import Model

#: What Spark 4 lacks or reads otherwise without a word (ENGINES), and the macro to use.
NOT_PORTABLE = {
    r"::": "cast()",
    r"\bqualify\b": "a ranked CTE",
    r"\bgroup\s+by\s+all\b": "the columns' names",
    r"\bvarchar\b": "string",
    r"\bregexp_(replace|extract|matches)\s*\((?![^{]*\}\})": "the regexp macros",
    r"\b(list_|array_|struct_|map_)\w+\s*\(": "a dispatched macro",
    r"\b(unnest|explode|strftime|date_format|epoch|datediff|date_diff)\s*\(": "a macro",
    r"\b(string_agg|listagg|group_concat)\s*\(": "distinct_list()",
    r"\b(arg_max|arg_min|max_by|min_by|any_value|first|last)\s*\(": "a ranked CTE",
    r"\b(jaro_winkler_similarity|jaccard|damerau_levenshtein|strip_accents)\s*\(": "a macro",
    r"\bconcat\s*\(": "|| on coalesced values",
    r"->>?": "json_str()",
    r"\bilike\b": "lower() like",
}
CLOCKS = r"\b(now\s*\(|current_date|current_timestamp|localtimestamp|today\s*\(|getdate)"


def outside_jinja(sql: str) -> str:
    return re.sub(r"\{\{.*?\}\}", "_", sql, flags=re.S)


def test_no_model_branches_or_loops(models: dict[str, Model]) -> None:
    assert [m.name for m in models.values() if re.search(r"\{%-?\s*(if|for)\b", m.sql)] == []


def test_no_model_has_a_clock_of_its_own(models: dict[str, Model]) -> None:
    assert [m.name for m in models.values() if re.search(CLOCKS, m.sql, re.I)] == []


def test_no_model_uses_what_spark_lacks_or_reads_otherwise(models: dict[str, Model]) -> None:
    wrong = [
        f"{model.name}: {match.group(0)!r}, use {instead}"
        for model in models.values()
        for pattern, instead in NOT_PORTABLE.items()
        if (match := re.search(pattern, outside_jinja(model.sql), re.I))
    ]
    assert wrong == []


def test_every_model_is_a_page_at_most(models: dict[str, Model], root: Path) -> None:
    wrong = []
    for model in models.values():
        lines = (root / model.path).read_text().splitlines()
        if len(lines) > 100 or max(map(len, lines)) > 88:
            wrong.append(f"{model.path}: {len(lines)} lines, {max(map(len, lines))} columns")
    assert wrong == []


def test_every_model_imports_first_and_ends_on_its_last_step(models: dict[str, Model]) -> None:
    wrong = []
    for model in models.values():
        names = re.findall(r"(?:^with\s+|^\),?\s*|^)(\w+) as \(", model.sql.strip(), re.M)
        if not re.search(r"\n\nselect \* from (\w+)$", model.sql.strip()):
            wrong.append(f"{model.name}: last line is not `select * from <last>`")
        elif names and not model.sql.strip().endswith(f"select * from {names[-1]}"):
            wrong.append(f"{model.name}: does not end on {names[-1]}")
    assert wrong == []


def test_a_star_stands_only_in_imports_and_in_the_last_line(models: dict[str, Model]) -> None:
    wrong = []
    for model in models.values():
        body = re.sub(
            r"^\w+ as \(\s*select \* from \{\{[^}]*\}\}\s*\),?$", "", model.sql, flags=re.M
        )
        body = re.sub(r"select \* from \w+\s*$", "", body.strip())
        if re.search(r"select\s+(distinct\s+)?(\w+\.)?\*", body):
            wrong.append(model.name)
    assert wrong == []


def test_every_description_opens_with_the_grain(models: dict[str, Model]) -> None:
    wrong = [
        m.name for m in models.values() if not m.node["description"].startswith("One row per ")
    ]
    assert wrong == []


def test_yaml_stands_beside_its_model(models: dict[str, Model], root: Path) -> None:
    wrong = []
    for model in models.values():
        patch = Path(str(model.node["patch_path"]).removeprefix("stammkunde://"))
        stem = f"stg_{model.path.parts[2]}" if model.room == "staging" else model.name
        if patch != model.path.parent / f"{stem}.yml":
            wrong.append(f"{model.path}: described in {patch}")
    assert wrong == []


def test_what_others_rely_on_is_under_contract(models: dict[str, Model]) -> None:
    wrong = []
    for model in models.values():
        relied_on = model.is_public or (
            model.room == "conformed" and "__" not in model.name and model.name.startswith("int_")
        )
        if relied_on and not model.node["contract"]["enforced"]:
            wrong.append(model.name)
    assert wrong == []


def test_every_column_under_contract_is_described(models: dict[str, Model]) -> None:
    wrong = [
        f"{model.name}.{name}"
        for model in models.values()
        if model.node["contract"]["enforced"]
        for name, column in model.node["columns"].items()
        if not column["description"] or column["description"].startswith("TODO")
    ]
    assert wrong == []


def test_a_shared_column_means_one_thing(models: dict[str, Model]) -> None:
    """A column of two or more public models has one description: glossary.md's."""
    meanings: dict[str, set[str]] = defaultdict(set)
    bearers: dict[str, list[str]] = defaultdict(list)
    for model in models.values():
        if model.is_public and model.room != "activation":
            for name, column in model.node["columns"].items():
                meanings[name].add(column["description"].strip())
                bearers[name].append(model.name)
    assert {n: bearers[n] for n, texts in meanings.items() if len(texts) > 1} == {}


def test_every_ranking_is_totally_ordered(models: dict[str, Model]) -> None:
    """`row_number()` without an order picks a row by chance."""
    wrong = [
        model.name
        for model in models.values()
        for window in re.findall(r"row_number\(\)\s*over\s*\((.*?)\)", model.sql, re.S)
        if "order by" not in window
    ]
    assert wrong == []


def test_every_seed_is_described(manifest: dict[str, Any]) -> None:
    wrong = [
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "seed" and not node["description"].startswith("One row per ")
    ]
    assert wrong == []


def test_what_a_kept_table_reads_tells_what_changed(
    models: dict[str, Model], manifest: dict[str, Any]
) -> None:
    """An input that tells nothing would have the whole table written anew every day."""
    wrong = []
    for model in models.values():
        meta = model.node["config"]["meta"]
        if model.node["config"]["materialized"] != "kept" or not meta.get("reads"):
            continue
        for parent in model.node["depends_on"]["nodes"]:
            node = manifest["nodes"][parent]
            named = node["name"] in meta["reads"] or node["name"] in meta.get("looks_up", [])
            seldom = node["config"]["meta"].get("changes") == "seldom"
            tells = node["config"]["materialized"] in ("kept", "history") and (named or seldom)
            if node["resource_type"] != "seed" and not tells:
                wrong.append(f"{model.name} reads {node['name']}")
    assert wrong == []
