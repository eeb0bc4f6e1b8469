from common.migrations import run
from updates_api.tables import Base

run(Base.metadata)
