from common.service import main

from identity_api.main import service

if __name__ == "__main__":
    main(service())
