from common.migrations import run
from sessions_api.tables import Base

run(Base.metadata)
