-- array_to_string is only "stable" because some types print by locale; text does not.
create function recipe_document(title text, description text, ingredients text[], tags text[]) returns tsvector
language sql immutable parallel safe as $$
    select setweight(to_tsvector('pg_catalog.english', title), 'A')
        || setweight(to_tsvector('pg_catalog.english', array_to_string(tags, ' ')), 'B')
        || setweight(to_tsvector('pg_catalog.english', array_to_string(ingredients, ' ')), 'C')
        || setweight(to_tsvector('pg_catalog.english', description), 'D')
$$;

create table recipes (
    -- UUIDv7: ordered by time of creation, so the primary key also serves the pages of a search.
    id uuid primary key,
    title text not null,
    description text not null,
    ingredients text[] not null,
    steps text[] not null,
    tags text[] not null,
    servings integer not null check (servings > 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    idempotency_key text unique,
    -- Hash of the recipe that came with the key: the same key with another recipe is a client's mistake.
    idempotency_hash bytea,
    document tsvector not null generated always as (recipe_document(title, description, ingredients, tags)) stored
);

create index recipes_document on recipes using gin (document);
create index recipes_tags on recipes using gin (tags);
