"""Who is the same in every article: a user's register of known entities, and what a full name is worth without one."""
