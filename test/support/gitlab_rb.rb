# Stand-in of omnibus' reader of gitlab.rb, with the keys of 10.2.4 as far as they concern mail, backups and the first
# setup. Reads a JSON list of such files, and prints a JSON list of what each of them sets. An unknown key or method fails.
require 'json'

class Settings
  KEYS = %w[
    initial_root_password initial_shared_runners_registration_token
    gitlab_email_enabled gitlab_email_from gitlab_email_display_name gitlab_email_reply_to gitlab_email_subject_suffix
    smtp_enable smtp_address smtp_port smtp_user_name smtp_password smtp_domain smtp_authentication
    smtp_enable_starttls_auto smtp_tls smtp_openssl_verify_mode smtp_ca_path smtp_ca_file
    manage_backup_path backup_path backup_archive_permissions backup_pg_schema backup_keep_time
    backup_upload_connection backup_upload_remote_directory backup_multipart_chunk_size backup_encryption
    backup_storage_class env
  ].freeze

  def initialize
    @set = {}
  end

  def []=(key, value)
    raise "GitLab doesn't know #{key.inspect}" unless KEYS.include?(key)
    raise "#{key} is set twice" if @set.key?(key)

    @set[key] = value
  end

  def to_h
    @set
  end
end

class Omnibus
  def gitlab_rails
    @gitlab_rails ||= Settings.new
  end

  # Its environment alone.
  def gitaly
    @gitaly ||= {}
  end

  def external_url(url)
    @url = url
  end

  # As Chef does it: the text comes from the disk in the encoding of the locale.
  def read(text)
    instance_eval(text.dup.force_encoding(Encoding.default_external), 'gitlab.rb')
    raise 'unknown keys of gitaly' unless (gitaly.keys - ['env']).empty?

    { 'external_url' => @url }.merge(gitaly.transform_keys { |key| "gitaly_#{key}" }, gitlab_rails.to_h)
  end
end

$stdin.set_encoding('UTF-8')
$stdout.set_encoding('UTF-8')
puts JSON.generate(JSON.parse($stdin.read).map { |text| Omnibus.new.read(text) })
