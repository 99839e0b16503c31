"""Steps that read texts, pictures or sizes: they give what they say, what their line of a script gives, and keep it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.data.data_plan import Binding
from graph.data.steps.categories import HashBuckets, Ordinal
from graph.data.steps.dates import DateParts
from graph.data.steps.missing import FillClasses, FillNumbers
from graph.data.steps.pictures import Colours, Resize
from graph.data.steps.scaling import Clip, Log, MinMax, RobustScale
from graph.data.steps.words import TextToWords
from graph.data.transforms import DataPlanError, OneHot, Scale
from graph.specs.params import SpecError
from runtime.cli import main
from runtime.data import DataError, Dataset
from runtime.data.binding import Feed, as_array, prepare
from runtime.data.column import ArrayColumn
from runtime.data.kept import from_state, kept_of, to_state
from runtime.data.stages import build_pipeline
from tests.runtime.data.test_every_kind import eval_line

REVIEWS = ["Good, good film!", "A bad film.", "", "so-so: the FILM was good", "bad bad acting"]
SIZES = ["small", "large", "medium", "small", "large"]
DAYS = ["2024-12-31", "2025-01-01 06:30", "1999-02-28T23:59:59Z", "2024-12-31", "2020-02-29"]
GERMAN = ["31.12.2024", "01.02.2025", "28.02.1999 23:59", "31.12.2024", "29.2.2020"]


def texts(given: list[str]) -> ArrayColumn:
    names = sorted({text for text in given if text})
    return ArrayColumn("t", np.array([names.index(text) if text else -1 for text in given], np.int32), names)


def ran(column: ArrayColumn, *steps: Any) -> np.ndarray:
    return build_pipeline(column, steps, "it").run(column.array)


@pytest.mark.parametrize(
    ("step", "given"),
    [
        (Ordinal(order="small, medium, large"), SIZES),
        (HashBuckets(buckets=7), REVIEWS),
        (HashBuckets(), SIZES),
        (TextToWords(size=6, length=4), REVIEWS),
        (TextToWords(size=6, length=4, unknown=3, standardize="lower"), REVIEWS),
        (TextToWords(split="characters", size=9, length=12, unknown=0, standardize="none"), REVIEWS),
        (DateParts(), DAYS),
        (DateParts(parts="days, hour, minute, day_of_year, month_cycle, weekday_cycle", since="2000-01-01"), DAYS),
        (DateParts(parts="hour_cycle, day_of_year_cycle, day_cycle"), DAYS),
        (DateParts(), GERMAN),
        (DateParts(parts="month", format="month_first"), ["1/2/24", "12/31/1999 1:05 PM", "3/4/70"]),
    ],
)
def test_a_step_on_texts_gives_what_its_line_of_python_gives(step: Any, given: list[str]) -> None:
    found = ran(texts(given), step)
    assert (found.shape[1:], str(found.dtype)) == step.result((), "int32")
    expected = eval_line(step, np.array(given))
    assert found.dtype == expected.dtype
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_words_are_numbered_as_keras_numbers_them() -> None:
    found = ran(texts(REVIEWS), TextToWords(size=6, length=5))
    # film, bad and good occur three times each, in backward alphabetical order: 2 good, 3 film, 4 bad; then was.
    assert found.tolist() == [[2, 2, 3, 0, 0], [1, 4, 3, 0, 0], [0] * 5, [1, 1, 3, 5, 2], [4, 4, 1, 0, 0]]


def test_dates_become_their_parts() -> None:
    found = ran(texts(DAYS), DateParts(parts="year, month, day, weekday, hour, day_of_year, days"))
    assert found[0].tolist() == [2024, 12, 31, 1, 0, 366, 20088]
    assert found[1][:5].tolist() == [2025, 1, 1, 2, 6]
    np.testing.assert_array_equal(ran(texts(GERMAN), DateParts(parts="year, month, day"))[0], [2024, 12, 31])
    circle = ran(texts(["2024-12-01", "2024-01-01", "2024-06-01"]), DateParts(parts="month_cycle"))
    assert np.linalg.norm(circle[0] - circle[1]) < 0.6 < np.linalg.norm(circle[2] - circle[1])


def test_dates_that_could_be_either_are_asked_about() -> None:
    with pytest.raises(DataError, match="could be read day first or month first, such as 01/02/2024"):
        ran(texts(["01/02/2024", "03/04/2024"]), DateParts())
    american = ran(texts(["01/02/2024", "03/14/2024"]), DateParts(parts="month, day"))
    assert american.tolist() == [[1, 2], [3, 14]]
    with pytest.raises(DataError, match=r"'31\.12\.2024' is no date that is written with the month first"):
        ran(texts(["31.12.2024"]), DateParts(format="month_first"))
    with pytest.raises(DataError, match="'soon' is no date"):
        ran(texts(["2024-01-01", "soon"]), DateParts())


def test_a_missing_date_is_filled_like_a_number_and_a_missing_size_like_a_class() -> None:
    found = ran(texts(["2024-01-01", "", "2024-01-05"]), DateParts(parts="day"), FillNumbers())
    assert found.reshape(-1).tolist() == [1, 3, 5]
    sizes = ran(texts(["small", "", "small", "large"]), Ordinal(order="small, large"), FillClasses())
    assert sizes.tolist() == [0, 0, 0, 1]


def test_what_can_not_be_is_said() -> None:
    with pytest.raises(DataError, match="The order of Ordinal does not have the category 'large'"):
        ran(texts(SIZES), Ordinal(order="small, medium"))
    with pytest.raises(DataError, match="TextToWords reads texts, but the column holds numbers"):
        ran(ArrayColumn("n", np.arange(3)), TextToWords())
    with pytest.raises(DataError, match="Ordinal reads the texts of a column"):
        ran(texts(SIZES), FillClasses(), Ordinal(order="small, medium, large"))
    with pytest.raises(DataError, match="Log by log1p needs numbers from 0 on, but the column holds -2"):
        ran(ArrayColumn("n", np.array([1.0, -2.0])), Log())
    for make in (lambda: DateParts(parts="second"), lambda: DateParts(since="soon"), lambda: Ordinal(order="a, a")):
        with pytest.raises(SpecError):
            make()
    for bad in (lambda: MinMax(low=1.0), lambda: Clip(low=2.0, high=1.0), lambda: TextToWords(size=2)):
        with pytest.raises(SpecError):
            bad()
    with pytest.raises(DataPlanError, match="Put it before steps that scale"):
        Resize().result((8, 8, 3), "float32")


def test_whole_numbers_are_hashed_as_their_text() -> None:
    column = ArrayColumn("zip", np.array([10115, 80331, 10115]))
    found = ran(column, HashBuckets(buckets=1000), OneHot(classes=1000)).argmax(axis=1)
    assert found[0] == found[2] != found[1]
    assert found[0] == ran(texts(["10115"]), HashBuckets(buckets=1000))[0]


@pytest.mark.parametrize("step", [MinMax(), MinMax(low=-1.0, over="all"), RobustScale(), RobustScale(over="all")])
def test_sizes_follow_the_training_part(step: Any) -> None:
    train = np.array([[0, 5], [10, 5], [4, 5], [100, 5]], np.float32)
    pipeline = build_pipeline(ArrayColumn("x", train), (step,), "it")
    new = np.array([[50, 6], [-100, 5]], np.float32)
    names: dict[str, Any] = {"np": np, "x": new, "t": train}
    exec(compile(f"{step.function}\ny = {step.code('x', 't')}", "<step>", "exec"), names)  # noqa: S102 - our own line
    np.testing.assert_allclose(pipeline.run(new), names["y"], rtol=1e-6)
    if step.kind == "MinMax":
        assert pipeline.run(train).min() == step.low and pipeline.run(train).max() == 1


@pytest.mark.parametrize("aspect", ["stretch", "crop", "pad"])
@pytest.mark.parametrize("colours", [1, 3])
def test_pictures_get_another_size_and_other_colours(aspect: str, colours: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (3, 10, 14, colours), np.uint8)
    resize = Resize(height=8, width=6, aspect=aspect)
    found = ran(ArrayColumn("x", pixels), resize)
    np.testing.assert_array_equal(found, eval_line(resize, pixels))
    for step in (Colours(), Colours(to="rgb")):
        other = ran(ArrayColumn("x", found), step)
        assert other.shape[1:] == step.result((8, 6, colours), "uint8")[0]
        np.testing.assert_array_equal(other, eval_line(step, found))


def test_new_texts_go_the_same_way_also_from_what_was_kept() -> None:
    steps = {"w": (TextToWords(size=6, length=4),), "d": (DateParts(parts="month, day"), Scale(factor=0.5))}
    made = {name: Binding(name, given) for name, given in steps.items()}
    feeds = [Feed("w", "w", (4,), "int32"), Feed("d", "d", (2,))]
    rows = {"w": REVIEWS, "d": GERMAN}
    new_rows = {"w": ["good new film"], "d": ["05.06.2030"]}

    def data(given: dict[str, list[str]]) -> Dataset:
        columns = [texts(values) for values in given.values()]
        for column, name in zip(columns, given, strict=True):
            column.name = name
        return Dataset("t", columns)

    trained = prepare(data(rows), made, feeds)
    kept = from_state(to_state(kept_of(data(rows), made, trained)))
    for fitted in (trained, kept.fitted):
        words, dates = prepare(data(new_rows), made, feeds, fitted=fitted).x
        assert as_array(words).tolist() == [[2, 1, 3, 0]] and as_array(dates).tolist() == [[3.0, 2.5]]


def test_a_network_on_words_trains_predicts_and_leaves_as_a_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["good", "fine", "bad", "poor", "film", "plot", "so", "very"]
    lines = [
        f"the {words[i % 4]} {words[4 + i % 3]} {words[7 - i % 2]} nr {i},{'pro' if i % 4 < 2 else 'con'}"
        for i in range(60)
    ]
    (tmp_path / "r.csv").write_text("review,y\n" + "\n".join(lines) + "\n")
    assert main(["new", "r.loom", "--data", "r.csv", "--target", "y"]) == 0
    assert main(["check", "r.loom"]) == 0
    assert "No problems" in capsys.readouterr().out
    assert main(["train", "r.loom", "--epochs", "30", "-o", "run"]) == 0
    (tmp_path / "r.csv").rename(tmp_path / "old.csv")
    (tmp_path / "n.csv").write_text("review\na very good film\na poor plot\n")
    assert main(["predict", "run", "--data", "n.csv", "-o", "p.npz"]) == 0
    with np.load("p.npz") as found:
        values, names = found["y"], found["y_class"]
    assert values[0, 0] > values[1, 0] and names.tolist() == ["pro", "con"]
    (tmp_path / "old.csv").rename(tmp_path / "r.csv")
    assert main(["export", "r.loom", "-o", "r.py"]) == 0
    assert "vocabulary(" in (tmp_path / "r.py").read_text() and (tmp_path / "r_data.npz").exists()
