from common.migrations import run
from notifications_api import models
from notifications_api.db import Base

assert models.ALL  # importing them fills the metadata
run(Base.metadata)
