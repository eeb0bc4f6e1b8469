from common.migrations import run
from stations_api.tables import Base

run(Base.metadata)
