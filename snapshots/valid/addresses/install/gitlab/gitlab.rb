# encoding: utf-8
# Written by uegen from config.yml: change it there. Every value is in force after the next gitlab-ctl reconfigure.

external_url 'http://192.0.2.3:8088'

# Mail
gitlab_rails['smtp_enable'] = true
gitlab_rails['smtp_address'] = '10.0.0.25'
gitlab_rails['smtp_port'] = 587
gitlab_rails['smtp_domain'] = '[192.0.2.3]'
gitlab_rails['smtp_enable_starttls_auto'] = true
gitlab_rails['smtp_tls'] = false
gitlab_rails['smtp_openssl_verify_mode'] = 'peer'

# Backups
gitlab_rails['backup_path'] = '/var/opt/gitlab/backups'
gitlab_rails['manage_backup_path'] = true
gitlab_rails['backup_archive_permissions'] = 0600
gitlab_rails['backup_keep_time'] = 604800
