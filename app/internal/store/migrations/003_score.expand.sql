---- tern: disable-tx ----
set statement_timeout = 0;
-- It waits for the transactions that are older than it, and keeps nobody from the table meanwhile.
set lock_timeout = '1min';
drop index concurrently if exists recipes_score;
create index concurrently recipes_score on recipes (((rating_sum + 15)::float8 / (rating_count + 5)) desc, id desc);
