# encoding: utf-8
# Written by uegen from config.yml: change it there. Every value is in force after the next gitlab-ctl reconfigure.

external_url 'http://gitlab.test'

# Taken over when the database is set up for the first time, and never again.
gitlab_rails['initial_shared_runners_registration_token'] = 'Kndb7ac3-4__EfEwxB_o'

# Mail
gitlab_rails['smtp_enable'] = true
gitlab_rails['smtp_address'] = 'relay.test'
gitlab_rails['smtp_port'] = 587
gitlab_rails['smtp_domain'] = 'gitlab.test'
gitlab_rails['smtp_user_name'] = 'gitlab'
gitlab_rails['smtp_password'] = 'gitlab-mail'
gitlab_rails['smtp_authentication'] = 'login'
gitlab_rails['smtp_enable_starttls_auto'] = false
gitlab_rails['smtp_tls'] = true
gitlab_rails['smtp_openssl_verify_mode'] = 'peer'

# Backups
gitlab_rails['backup_path'] = '/var/opt/gitlab/backups'
gitlab_rails['manage_backup_path'] = true
gitlab_rails['backup_archive_permissions'] = 0600
gitlab_rails['backup_keep_time'] = 604800
