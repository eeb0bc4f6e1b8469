from billing_api import models
from billing_api.db import Base
from common.migrations import run

assert models.ALL  # importing them fills the metadata
run(Base.metadata)
