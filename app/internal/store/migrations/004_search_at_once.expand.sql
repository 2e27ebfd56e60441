-- What is written is in the indexes at once. Otherwise it waits in a list that each search reads from end to end, which takes
-- ten milliseconds after an import. https://www.postgresql.org/docs/current/gin.html#GIN-FAST-UPDATE
alter index recipes_document set (fastupdate = off);
alter index recipes_tags set (fastupdate = off);
select gin_clean_pending_list('recipes_document'), gin_clean_pending_list('recipes_tags');
