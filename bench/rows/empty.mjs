// A module with nothing in it: what an import costs at least.
