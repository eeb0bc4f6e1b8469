from common.service import main

from stations_api.main import service

main(service())
