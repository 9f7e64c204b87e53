"""The API, composed of what each app offers."""

from accord.actions.api import router as actions
from accord.atlas.api import router as atlas
from accord.base.api import entrance
from accord.observatory.api import router as observatory
from accord.partners.api import router as partners
from accord.texts.api import router as texts
from accord.website.api import router as search

api = entrance.api
for router in (entrance.router, actions, partners, atlas, observatory, texts, search):
    api.add_router("", router)
