from common.service import main

from sessions_api.main import service

main(service())
