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

# The proxy for what GitLab asks for outside: webhooks, imports, mirrors
gitlab_rails['env'] = {
  'http_proxy' => 'http://proxy.pas-mini.io:3128',
  'https_proxy' => 'http://proxy.pas-mini.io:3129',
  'no_proxy' => 'localhost,127.0.0.1,169.254.169.254,mesos,.mesos,thisdcos.directory,.thisdcos.directory,dcos.directory,.dcos.directory,zk,.zk,172.31.15.249,172.31.12.143,172.31.4.125,172.31.1.198,gitlab.pas-mini.io,mirror.pas-mini.io,172.31.8.143,172.31.3.61,52.79.125.242,52.78.60.43,db.pas-mini.io,iam.pas-mini.io,config.pas-mini.io,eureka-server.pas-mini.io,cloud-server.pas-mini.io,cloud.pas-mini.io,leader.pas-mini.io,corp.pas-mini.io,.corp.pas-mini.io,nexus.pas-mini.io,172.31.99.7',
  'HTTP_PROXY' => 'http://proxy.pas-mini.io:3128',
  'HTTPS_PROXY' => 'http://proxy.pas-mini.io:3129',
  'NO_PROXY' => 'localhost,127.0.0.1,169.254.169.254,mesos,.mesos,thisdcos.directory,.thisdcos.directory,dcos.directory,.dcos.directory,zk,.zk,172.31.15.249,172.31.12.143,172.31.4.125,172.31.1.198,gitlab.pas-mini.io,mirror.pas-mini.io,172.31.8.143,172.31.3.61,52.79.125.242,52.78.60.43,db.pas-mini.io,iam.pas-mini.io,config.pas-mini.io,eureka-server.pas-mini.io,cloud-server.pas-mini.io,cloud.pas-mini.io,leader.pas-mini.io,corp.pas-mini.io,.corp.pas-mini.io,nexus.pas-mini.io,172.31.99.7',
}
gitaly['env'] = {
  'http_proxy' => 'http://proxy.pas-mini.io:3128',
  'https_proxy' => 'http://proxy.pas-mini.io:3129',
  'no_proxy' => 'localhost,127.0.0.1,169.254.169.254,mesos,.mesos,thisdcos.directory,.thisdcos.directory,dcos.directory,.dcos.directory,zk,.zk,172.31.15.249,172.31.12.143,172.31.4.125,172.31.1.198,gitlab.pas-mini.io,mirror.pas-mini.io,172.31.8.143,172.31.3.61,52.79.125.242,52.78.60.43,db.pas-mini.io,iam.pas-mini.io,config.pas-mini.io,eureka-server.pas-mini.io,cloud-server.pas-mini.io,cloud.pas-mini.io,leader.pas-mini.io,corp.pas-mini.io,.corp.pas-mini.io,nexus.pas-mini.io,172.31.99.7',
  'HTTP_PROXY' => 'http://proxy.pas-mini.io:3128',
  'HTTPS_PROXY' => 'http://proxy.pas-mini.io:3129',
  'NO_PROXY' => 'localhost,127.0.0.1,169.254.169.254,mesos,.mesos,thisdcos.directory,.thisdcos.directory,dcos.directory,.dcos.directory,zk,.zk,172.31.15.249,172.31.12.143,172.31.4.125,172.31.1.198,gitlab.pas-mini.io,mirror.pas-mini.io,172.31.8.143,172.31.3.61,52.79.125.242,52.78.60.43,db.pas-mini.io,iam.pas-mini.io,config.pas-mini.io,eureka-server.pas-mini.io,cloud-server.pas-mini.io,cloud.pas-mini.io,leader.pas-mini.io,corp.pas-mini.io,.corp.pas-mini.io,nexus.pas-mini.io,172.31.99.7',
}
