"""Assemble the web application: settings, store, errors, pages, and one blueprint a noun.

Place in the house: the top of `server`. It only assembles; nothing is decided here.
"""

from __future__ import annotations

from flask import Flask

from kg.store import Store
from server import (
    article,
    catalogue,
    crossing,
    discovery,
    doctor,
    dumps,
    editor,
    front,
    graph,
    openapi,
    operation,
    overview,
    pages,
    problems,
    proxies,
    quality,
    questions,
    reconcile,
    resource,
    search,
    sparql,
    vocabulary,
)
from server.config import Settings
from server.serving import Edition, Serving, open_edition

__all__ = ["create_app"]

# One line a noun. A name that does not import is a defect, not an option.
BLUEPRINTS = (
    article.blueprint,
    catalogue.blueprint,
    discovery.blueprint,
    doctor.blueprint,
    dumps.blueprint,
    editor.blueprint,
    front.blueprint,
    graph.blueprint,
    openapi.blueprint,
    operation.blueprint,
    overview.blueprint,
    quality.blueprint,
    questions.blueprint,
    reconcile.blueprint,
    resource.blueprint,
    search.blueprint,
    sparql.blueprint,
    vocabulary.blueprint,
)


def create_app(
    settings: Settings | None = None, *, store: Store | None = None, serving: Serving | None = None
) -> Flask:
    """Make the application, of a store given (in tests), of an edition opened elsewhere, or of the data folder.

    Raises `StoreError` when the data folder holds no whole build.
    """
    settings = settings or Settings.read()
    if serving is None:
        serving = Serving(settings, Edition(store) if store is not None else open_edition(settings))
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.request_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.request_bytes
    app.url_map.merge_slashes = False
    app.extensions[proxies.EXTENSION] = serving
    pages.register(app)
    problems.register(app)
    crossing.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
