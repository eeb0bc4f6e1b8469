from common.migrations import run
from notifications_api.db import Base

run(Base.metadata)
