"""Files: a picture of About me and a photo, by the address that a page would tell."""

from tests.properties.faces.scene import Looker, Scene


def pictures(scene: Scene, looker: Looker, name: str) -> None:
    """A picture's file goes to whoever may read its resource, and its address opens nothing elsewhere."""
    patient, other = scene.world.patients[name], next(p for n, p in scene.world.patients.items() if n != name)
    for thing in scene.of(name):
        if thing.kind == "keepsake":
            may = scene.may(looker, "read", thing.id) and not looker.has_none
            answer = looker.pages.get(f"/people/{patient}/about-me/{thing.id}/{thing.key}")
            assert (answer.status_code == 200) == may, (
                looker.asker,
                scene.world.entries[thing.id],
                answer.status_code,
            )
            assert (answer["Content-Type"] == "image/png") == may
            part = looker.pages.get(
                f"/people/{patient}/about-me/{thing.id}/{thing.key}", headers={"Range": "bytes=0-9"}
            )
            assert (part.status_code in (200, 206)) == may
            assert looker.pages.get(f"/people/{other}/about-me/{thing.id}/{thing.key}").status_code != 200
            scene.tried("picture", looker, [thing])


def photo(scene: Scene, looker: Looker, name: str) -> None:
    """Somebody's photo goes to whoever may know who they are."""
    where = f"/people/{scene.world.patients[name]}/photo/{scene.photos[name]}"
    may = scene.has_pages(looker, name)
    answer = looker.pages.get(where)
    assert (answer.status_code == 200) == may, (looker.asker, name, answer.status_code)
    scene.tried("photo", looker, scene.of(name))
