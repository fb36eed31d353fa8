// An empty module: the least that an import can cost.
