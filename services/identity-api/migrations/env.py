from common.migrations import run
from identity_api import models
from identity_api.db import Base

assert models.ALL  # importing them fills the metadata
run(Base.metadata)
