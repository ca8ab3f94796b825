from __future__ import annotations

from server.edge.cache import LARGEST, SPELLINGS, Cache, Entry


def entry(size: int) -> Entry:
    return Entry(b"", b"x" * size, "", "")


def test_what_was_put_is_found_until_it_is_forgotten() -> None:
    cache = Cache(10_000)
    cache.put(("a",), entry(10))
    assert cache.get(("a",)) == entry(10)
    assert cache.get(("b",)) is None
    assert (cache.hits, cache.misses) == (1, 1)
    cache.clear()
    assert cache.get(("a",)) is None
    assert cache.size == 0


def test_the_least_recently_used_goes_first() -> None:
    cache = Cache(3_100)
    for name in "abc":
        cache.put((name,), entry(10))
    cache.get(("a",))
    cache.put(("d",), entry(10))
    assert cache.get(("b",)) is None
    assert cache.get(("a",)) is not None
    assert len(cache) == 3


def test_a_new_answer_takes_the_place_of_the_old() -> None:
    cache = Cache(10_000)
    cache.put(("a",), entry(10))
    cache.put(("a",), entry(20))
    assert len(cache) == 1
    assert cache.size == entry(20).size


def test_what_is_too_large_is_not_kept() -> None:
    cache = Cache(100 << 20)
    cache.put(("a",), entry(LARGEST + 1))
    assert len(cache) == 0


def test_a_request_is_known_by_its_bytes_as_long_as_its_answer_is_there() -> None:
    cache = Cache(10_000)
    cache.spell(b"GET /", ("a",))
    assert cache.known(b"GET /") is None
    cache.put(("a",), entry(10))
    assert cache.known(b"GET /") == entry(10)
    assert cache.known(b"GET /?") is None
    cache.clear()
    assert cache.known(b"GET /") is None


def test_only_so_many_spellings_are_remembered() -> None:
    cache = Cache(10_000)
    cache.put(("a",), entry(10))
    for number in range(SPELLINGS + 1):
        cache.spell(b"%d" % number, ("a",))
    assert cache.known(b"0") is None
    assert cache.known(b"%d" % SPELLINGS) == entry(10)
