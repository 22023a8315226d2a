"""A plan of any territory: a template with its places, all ways to write one, bad input."""

from __future__ import annotations

import tomllib
from pathlib import Path

import openpyxl
import pytest

from geo.ask.check import check_data
from geo.ask.new_plan import write_template
from geo.cli.run import main
from geo.errors import BoundaryError, GeoError
from geo.sources.places.country import chain, country_areas, country_regions
from geo.sources.places.view import load_register
from geo.sources.plans.folder import load_plan
from geo.sources.territory_codes import home_of, territory_code
from tests.made_plans import made_plan
from tests.sweeps import sweep

PROVINCES = tuple(c for c, a in country_areas().items() if a.level == "province" and c < "710000")
REGIONS = ("yangtze_delta", "beijing_tianjin_hebei", "chengdu_chongqing", "prd")
CITIES = ("441900", "442000", "460400", "620200", "460300", "429004")
EVERY = (*PROVINCES, *REGIONS, *CITIES, "420000+430000")
TELLING = ("110000", "440000", "620000", "chengdu_chongqing", "460400", "460300", "420000+430000")
ROW = "{},{},direct,{},develop,发展,assign,energy,,储能,,,,,,,"

# --- the template ---------------------------------------------------------------------------


@pytest.mark.parametrize("codes", sweep([TELLING, EVERY], {0}), ids=["telling", "every"])
def test_a_new_plan_of_every_territory_is_accepted_as_it_is(tmp_path, codes):
    assert len(PROVINCES) == 31
    for code in codes:
        folder = tmp_path / f"p-{code}"
        write_template(folder, code)
        plan = load_plan(folder)
        assert plan.territory == code
        register = load_register(code)
        named = [row.place_id for row in plan.statements if row.scope == "direct"]
        assert all(code in register.hosts(place_id) for place_id in named), code
        texts = "".join(path.read_text("utf-8") for path in folder.iterdir())
        assert "{1}" not in texts
        assert code == "440000" or "广东" not in texts


def test_geo_check_accepts_a_new_plan_of_a_municipality_and_of_a_region(tmp_path, capsys):
    for code in ("重庆", "成渝"):
        assert main(["new-plan", str(tmp_path / code), "--territory", code]) == 0
        assert check_data(tmp_path / code)
    assert 'level = "county"' in (tmp_path / "重庆" / "plan.toml").read_text("utf-8")
    assert "万州区" in (tmp_path / "重庆" / "assignments.csv").read_text("utf-8")
    assert "下一步" in capsys.readouterr().out


def test_the_template_has_a_region_where_one_is_registered(tmp_path):
    write_template(tmp_path / "guangdong")
    write_template(tmp_path / "hunan", "湖南")
    rows = {
        k: (tmp_path / k / "assignments.csv").read_text("utf-8") for k in ("guangdong", "hunan")
    }
    assert "珠三角,prd,collective" in rows["guangdong"]
    assert "collective" not in rows["hunan"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("439999", "湖南省（430000）"),
        ("湖北", None),
        ("广乐省", "广东省（440000）"),
        ("鼓楼区", "江苏南京鼓楼区（320106）"),
        ("810000", ""),
        ("港澳", ""),
        ("110000,110101", ""),
    ],
)
def test_a_territory_that_is_none_is_told_with_what_is_like_it(tmp_path, capsys, text, near):
    done = main(["new-plan", str(tmp_path / "p"), "--territory", text])
    said = capsys.readouterr().err
    assert (done == 0) is (near is None), said
    assert near is None or near in said
    assert (tmp_path / "p").exists() is (near is None)


# --- a territory as it is written ---------------------------------------------------------------


def _write(folder: Path, code: str, written: str) -> None:
    head = folder / "plan.toml"
    text = head.read_text("utf-8").replace(f'territory = "{code}"', f"territory = {written}")
    head.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('"430000"', "430000"),
        ('"湖南省"', "430000"),
        ('["320000", "310000"]', "310000+320000"),
        ('"310000;320000"', "310000+320000"),
        ('["上海市", "江苏"]', "310000+320000"),
        ('"长三角"', "yangtze_delta"),
        ('"prd"', "prd"),
        ('"粤港澳大湾区九市"', "prd"),
        ('["京津冀", "河南省"]', "110000+120000+130000+410000"),
    ],
)
def test_a_territory_is_a_code_a_name_a_region_or_a_list(tmp_path, written, code):
    made_plan(code, tmp_path)
    _write(tmp_path, code, written)
    plan = load_plan(tmp_path)
    assert plan.territory == code
    assert {row.place_id for row in plan.statements} <= set(load_register(code).places)


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_a_territory_of_two_provinces_comes_back_from_the_workbook(tmp_path):
    source, book = made_plan("310000+320000", tmp_path / "a"), tmp_path / "a.xlsx"
    assert main(["export", "workbook", "--plan", str(source), "-o", str(book)]) == 0
    opened = openpyxl.load_workbook(book)
    cells = {row[3].value: row[1].value for row in opened["元数据"].iter_rows(max_col=4)}
    assert cells["territory"] == "310000;320000"
    offered = {c.value for row in opened["清单"].iter_rows() for c in row}
    assert {"上海市", "南京市"} <= offered
    assert not {"杭州市", "广州市"} & offered
    assert main(["import", str(book), "-o", str(tmp_path / "b")]) == 0
    assert load_plan(tmp_path / "b").territory == "310000+320000"


def test_declared_regions_have_the_members_of_their_outlines():
    regions = country_regions()
    assert regions["yangtze_delta"].members == ("310000", "320000", "330000", "340000")
    assert regions["beijing_tianjin_hebei"].members == ("110000", "120000", "130000")
    twin = regions["chengdu_chongqing"].members
    assert len(twin) == 16
    assert {chain(code)[-1] for code in twin} == {"500000", "510000"}
    assert len(load_register("chengdu_chongqing").areas("prefecture")) == 16
    assert len(load_register("yangtze_delta").areas("prefecture")) == 41


def test_a_row_about_a_region_of_provinces_reaches_their_cities(tmp_path):
    from geo.join.attach import attach

    folder = made_plan("yangtze_delta", tmp_path)
    _add(folder, "长三角,yangtze_delta,collective,binding,support,支持,support,energy,,储能,,,,,,,")
    plan = load_plan(folder)
    table = attach(plan, load_register("yangtze_delta"))
    cells = [table.cells[area.adcode, "energy"] for area in table.areas]
    assert len(cells) == 41
    assert all(cell.collective for cell in cells)


# --- bad input ----------------------------------------------------------------------------------


def _add(folder: Path, row: str) -> None:
    table = folder / "assignments.csv"
    table.write_text(f"{table.read_text('utf-8')}{row}\n", "utf-8")


def _faults(folder: Path) -> list[str]:
    with pytest.raises(GeoError) as caught:
        load_plan(folder)
    return [fault.line() for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('"439999"', "湖南省（430000）"),
        ('""', "must be a quoted adcode"),
        ("[]", "must be a quoted adcode"),
        ("430000", "must be a quoted adcode"),
        ('["430000", 5]', "must be a quoted adcode"),
        ('["430000", "440000x"]', "“440000x”"),
        ('["430000", "430100"]', "the same area twice"),
    ],
)
def test_a_bad_territory_is_the_one_fault(tmp_path, written, said):
    made_plan("430000", tmp_path)
    _write(tmp_path, "430000", written)
    (line,) = _faults(tmp_path)
    assert line.startswith("plan.toml:territory: ")
    assert said in line


@pytest.mark.parametrize(
    ("code", "level", "place", "said"),
    [
        ("430100", "county", ("雨湖区", "430302"), "在湘潭市，不在规划范围（长沙市）内"),
        ("430000", "", ("武汉市", ""), "不在湖南：湖北省武汉市"),
        ("430000", "", ("武汉市", "420100"), "不在湖南：湖北省武汉市"),
        ("430000", "", ("湖北省", "420000"), "不在规划范围（湖南省）内，只能作 context"),
        ("430000", "", ("长沙县", ""), "层级不对：长沙县是 county"),
        ("320000", "county", ("鼓楼区", ""), "南京市鼓楼区（320106）、徐州市鼓楼区（320302）"),
        ("370000", "", ("莱芜市", "371200"), "2018 年已撤销或改名，今为济南市"),
        ("370000", "", ("莱芜市", ""), "莱芜区（370116）"),
        ("340000", "", ("巢湖市", "341400"), "2011 年已撤销或改名，今为合肥市、芜湖市、马鞍山市"),
        ("440100", "county", ("萝岗区", ""), "2014 年已撤销或改名，今为黄埔区"),
    ],
)
def test_a_place_elsewhere_or_of_old_is_told_with_where_it_is_today(
    tmp_path, code, level, place, said
):
    folder = made_plan(code, tmp_path, level)
    _add(folder, ROW.format(*place, "binding"))
    (line,) = _faults(folder)
    assert said in line


@pytest.mark.parametrize(
    ("code", "level", "place", "read"),
    [
        ("430000", "", ("武汉市", ""), "420100"),  # of another province, in a row of context
        ("430000", "", ("武汉市", "420100"), "420100"),
        ("430000", "", ("湖北省", ""), "420000"),
        ("320000", "county", ("南京市鼓楼区", ""), "320106"),  # by the stated parent
        ("320100", "county", ("鼓楼区", ""), "320106"),  # by the territory
        ("430000", "", ("长沙", ""), "430100"),  # by the level
        ("430000", "county", ("长沙县", ""), "430121"),
        ("440100", "county", ("萝岗区", "440112"), "440112"),  # an old name beside today's code
    ],
)
@pytest.mark.filterwarnings("ignore::geo.errors.Notice")
def test_a_name_is_read_by_its_context(tmp_path, code, level, place, read):
    folder = made_plan(code, tmp_path, level)
    _add(folder, ROW.format(*place, "context"))
    assert load_plan(folder).statements[-1].place_id == read


def test_a_plan_with_a_row_about_another_province_is_checked_and_laid_out(tmp_path):
    import geo

    folder = made_plan("620000", tmp_path / "p")
    _add(folder, ROW.format("成都市", "510100", "context"))
    assert check_data(folder)
    layout = geo.lay_out(geo.load_plan(folder))
    assert layout.table.tally.context == 1
    assert layout.world.register.name("510100").zh == "成都市"


@pytest.mark.parametrize("code", ["110000", "500000", "430100", "441900"])
def test_maps_of_one_prefecture_are_of_its_counties(tmp_path, code):
    made_plan(code, tmp_path, "prefecture")
    (line,) = _faults(tmp_path)
    assert "plan.toml:level" in line
    assert "county" in line


@pytest.mark.parametrize("code", ["441900", "442000", "460400", "620200"])
def test_a_prefecture_without_counties_is_its_own_county(tmp_path, code):
    folder = made_plan(code, tmp_path, "county")
    assert check_data(folder)
    assert {row.place_id for row in load_plan(folder).statements} == {code}


def test_a_short_name_of_two_levels_is_the_higher_one():
    assert territory_code("吉林") == "220000"
    assert territory_code("吉林市") == "220200"
    assert home_of("220200") == "220000"
    with pytest.raises(BoundaryError, match="鼓楼区"):
        home_of(territory_code("鼓楼区"))


def test_the_example_of_two_provinces_writes_a_list(tmp_path):
    write_template(tmp_path / "two", "上海、江苏")
    head = tomllib.loads((tmp_path / "two" / "plan.toml").read_text("utf-8"))
    assert head["territory"] == ["310000", "320000"]
