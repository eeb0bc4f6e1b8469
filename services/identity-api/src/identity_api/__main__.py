import sys

from common.service import main

from identity_api.main import service
from identity_api.security_log import verification
from identity_api.settings import IdentitySettings

if __name__ == "__main__":
    if "verify-audit" in sys.argv[1:]:
        raise SystemExit(verification.run(IdentitySettings()))
    main(service())
