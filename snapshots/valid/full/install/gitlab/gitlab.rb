# encoding: utf-8
# Written by uegen from config.yml: change it there. Every value is in force after the next gitlab-ctl reconfigure.

external_url 'http://gitlab.pas-mini.io:8000'

# Taken over when the database is set up for the first time, and never again.
gitlab_rails['initial_shared_runners_registration_token'] = 'Kndb7ac3-4__EfEwxB_o'

# Mail
gitlab_rails['smtp_enable'] = true
gitlab_rails['smtp_address'] = 'mail.pas-mini.io'
gitlab_rails['smtp_port'] = 465
gitlab_rails['smtp_domain'] = 'pas-mini.io'
gitlab_rails['smtp_user_name'] = 'gitlab'
gitlab_rails['smtp_password'] = 's3cret'
gitlab_rails['smtp_authentication'] = 'cram_md5'
gitlab_rails['smtp_enable_starttls_auto'] = false
gitlab_rails['smtp_tls'] = true
gitlab_rails['smtp_openssl_verify_mode'] = 'none'
gitlab_rails['gitlab_email_from'] = 'gitlab@pas-mini.io'
gitlab_rails['gitlab_email_display_name'] = 'GitLab'

# Backups
gitlab_rails['backup_path'] = '/data/backups'
gitlab_rails['manage_backup_path'] = false
gitlab_rails['backup_archive_permissions'] = 0640
gitlab_rails['backup_keep_time'] = 86400
gitlab_rails['backup_upload_connection'] = {
  'provider' => 'AWS',
  'region' => 'ap-northeast-2',
  'aws_access_key_id' => 'AKIAKIAKI',
  'aws_secret_access_key' => 'secret123',
}
gitlab_rails['backup_upload_remote_directory'] = 'pas-mini-backups'
gitlab_rails['backup_encryption'] = 'AES256'
gitlab_rails['backup_storage_class'] = 'STANDARD_IA'
