#!/bin/bash
curl "http://cloud-server.pas-mini.io/deploy?app=${APP_NAME}"
