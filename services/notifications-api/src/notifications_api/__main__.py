from common.service import main

from notifications_api.main import service

if __name__ == "__main__":
    main(service())
