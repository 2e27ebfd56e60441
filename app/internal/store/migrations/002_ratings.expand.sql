-- Whichever release writes: the trigger of the version also counts the changes of one that does not know of it.
alter table recipes
    add column minutes integer check (minutes > 0),
    add column difficulty text check (difficulty in ('easy', 'medium', 'hard')),
    add column version integer not null default 1,
    add column rating_count integer not null default 0,
    add column rating_sum integer not null default 0;

create function recipe_next_version() returns trigger
language plpgsql as $$
begin
    new.version := old.version + 1;
    return new;
end
$$;

create trigger recipe_version
before update of title, description, ingredients, steps, tags, servings, minutes, difficulty on recipes
for each row execute function recipe_next_version();

create table ratings (
    recipe_id uuid not null references recipes on delete cascade,
    -- Hash of the client's key.
    rater bytea not null,
    stars smallint not null check (stars between 1 and 5),
    rated_at timestamptz not null default now(),
    primary key (recipe_id, rater)
);

-- The sums are kept with each rating, so that no reader has to count.
create function rating_sums() returns trigger
language plpgsql as $$
begin
    update recipes
    set rating_count = rating_count + (case when tg_op = 'INSERT' then 1 else 0 end),
        rating_sum = rating_sum + new.stars - (case when tg_op = 'INSERT' then 0 else old.stars end)
    where id = new.recipe_id;
    return null;
end
$$;

create trigger rating_sums after insert or update of stars on ratings
for each row execute function rating_sums();
