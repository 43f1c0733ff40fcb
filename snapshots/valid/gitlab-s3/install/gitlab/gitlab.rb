# encoding: utf-8
# Written by uegen from config.yml: change it there. Every value is in force after the next gitlab-ctl reconfigure.

external_url 'http://gitlab.test'

# Taken over when the database is set up for the first time, and never again.
gitlab_rails['initial_root_password'] = 'correct-horse'

# Mail
gitlab_rails['smtp_enable'] = true
gitlab_rails['smtp_address'] = 'smtp.gmail.com'
gitlab_rails['smtp_port'] = 587
gitlab_rails['smtp_domain'] = 'uengine.org'
gitlab_rails['smtp_user_name'] = 'mailer@uengine.org'
gitlab_rails['smtp_password'] = 'it\'s a \\ #{secret}'
gitlab_rails['smtp_authentication'] = 'login'
gitlab_rails['smtp_enable_starttls_auto'] = true
gitlab_rails['smtp_tls'] = false
gitlab_rails['smtp_openssl_verify_mode'] = 'peer'
gitlab_rails['gitlab_email_from'] = 'mailer@uengine.org'
gitlab_rails['gitlab_email_display_name'] = '유엔진 클라우드'

# Backups
gitlab_rails['backup_path'] = '/var/opt/gitlab/backups'
gitlab_rails['manage_backup_path'] = true
gitlab_rails['backup_archive_permissions'] = 0600
gitlab_rails['backup_keep_time'] = 604800
gitlab_rails['backup_upload_connection'] = {
  'provider' => 'AWS',
  'region' => 'eu-west-1',
  'aws_access_key_id' => 'AKIAKIAKI',
  'aws_secret_access_key' => 'secret123',
}
gitlab_rails['backup_upload_remote_directory'] = 'my.s3.bucket'
