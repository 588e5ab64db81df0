"""The law of the house: every model stands in its room and reads only where it may."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .conftest import ROOMS, Model

NAMES = {
    "staging": r"stg_[a-z0-9]+(_[a-z0-9]+)*__[a-z_]+",
    "conformed": r"int_[a-z_]+?(__[a-z0-9_]+)?",
    "identity": r"int_[a-z_]+",
    "profiles": r"int_[a-z_]+",
    "marts": r"(int_)?[a-z_]+",
    "segments": r"(seg_|int_segment_)[a-z_]+|segment_memberships",
    "activation": r"sync_[a-z0-9]+__[a-z_]+",
}


def test_every_room_stands(models: dict[str, Model]) -> None:
    assert {model.room for model in models.values()} == set(ROOMS)


def test_every_model_bears_a_name_of_its_room(models: dict[str, Model]) -> None:
    strangers = [
        model.name for model in models.values() if not re.fullmatch(NAMES[model.room], model.name)
    ]
    assert strangers == []


def test_every_model_lies_in_its_rooms_schema(models: dict[str, Model]) -> None:
    assert [m.name for m in models.values() if m.node["schema"] != m.room] == []


def test_a_room_reads_only_rooms_before_it_and_its_own(models: dict[str, Model]) -> None:
    wrong = [
        f"{model.name} ({model.room}) reads {models[parent].name} ({models[parent].room})"
        for model in models.values()
        for parent in model.node["depends_on"]["nodes"]
        if parent in models and ROOMS.index(models[parent].room) > ROOMS.index(model.room)
    ]
    assert wrong == []


def test_only_staging_reads_sources_and_staging_reads_nothing_else(
    models: dict[str, Model],
) -> None:
    wrong = []
    for model in models.values():
        parents = model.node["depends_on"]["nodes"]
        sources = [parent for parent in parents if parent.startswith("source.")]
        if model.room == "staging":
            if len(parents) != 1 or not sources:
                wrong.append(f"{model.name} must read exactly one source, reads {parents}")
        elif sources:
            wrong.append(f"{model.name} reads {sources}")
    assert wrong == []


def test_only_conformed_reads_staging(models: dict[str, Model]) -> None:
    """Later rooms speak our words; only receipts' delivery reports pass on as they are."""
    wrong = [
        f"{model.name} reads {models[parent].name}"
        for model in models.values()
        for parent in model.node["depends_on"]["nodes"]
        if parent in models
        and models[parent].room == "staging"
        and model.room not in ("staging", "conformed")
    ]
    assert wrong == []


def test_an_adapter_knows_one_tool_only(models: dict[str, Model]) -> None:
    wrong = [
        f"{model.name} reads {models[parent].name}"
        for model in models.values()
        if model.room in ("staging", "conformed") and model.tool
        for parent in model.node["depends_on"]["nodes"]
        if parent in models and models[parent].tool != model.tool
    ]
    assert wrong == []


def test_activation_reads_only_what_is_public(models: dict[str, Model]) -> None:
    wrong = [
        f"{model.name} reads {models[parent].name}"
        for model in models.values()
        if model.room == "activation"
        for parent in model.node["depends_on"]["nodes"]
        if parent in models and not models[parent].is_public
    ]
    assert wrong == []


def test_every_sync_names_its_purpose_and_reads_consent(models: dict[str, Model]) -> None:
    wrong = []
    for model in models.values():
        if model.room != "activation":
            continue
        meta: dict[str, Any] = model.node["config"]["meta"]
        parents = {models[p].name for p in model.node["depends_on"]["nodes"] if p in models}
        if not meta.get("purpose") or not meta.get("destination") or "consents" not in parents:
            wrong.append(model.name)
    assert wrong == []


@pytest.mark.parametrize("room", ["identity", "profiles", "segments"])
def test_every_model_of_the_thinking_rooms_tells_a_story(
    room: str, manifest: dict[str, Any], models: dict[str, Model]
) -> None:
    told = {test["model"] for test in manifest["unit_tests"].values()}
    assert [m.name for m in models.values() if m.room == room and m.name not in told] == []
