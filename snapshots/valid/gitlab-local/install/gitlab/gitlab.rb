# encoding: utf-8
# Written by uegen from config.yml: change it there. Every value is in force after the next gitlab-ctl reconfigure.

external_url 'http://git.test:8088'

# Mail
gitlab_rails['smtp_enable'] = true
gitlab_rails['smtp_address'] = 'smtp.gmail.com'
gitlab_rails['smtp_port'] = 465
gitlab_rails['smtp_domain'] = 'uengine.org'
gitlab_rails['smtp_enable_starttls_auto'] = false
gitlab_rails['smtp_tls'] = true
gitlab_rails['smtp_openssl_verify_mode'] = 'peer'
gitlab_rails['gitlab_email_from'] = 'mailer@uengine.org'
gitlab_rails['gitlab_email_display_name'] = '유엔진 클라우드'

# Backups
gitlab_rails['backup_path'] = '/mnt/gitlab/data'
gitlab_rails['manage_backup_path'] = false
gitlab_rails['backup_archive_permissions'] = 0644
gitlab_rails['backup_keep_time'] = 0
gitlab_rails['backup_upload_connection'] = {
  'provider' => 'Local',
  'local_root' => '/mnt/backups',
}
gitlab_rails['backup_upload_remote_directory'] = 'gitlab_backups'
