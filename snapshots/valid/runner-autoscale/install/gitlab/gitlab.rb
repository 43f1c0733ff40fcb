# encoding: utf-8
# Written by uegen from config.yml: change it there. Every value is in force after the next gitlab-ctl reconfigure.

external_url 'http://gitlab.uengine.io'

# Mail
gitlab_rails['smtp_enable'] = false

# Backups
gitlab_rails['backup_path'] = '/var/opt/gitlab/backups'
gitlab_rails['manage_backup_path'] = true
gitlab_rails['backup_archive_permissions'] = 0600
gitlab_rails['backup_keep_time'] = 604800
