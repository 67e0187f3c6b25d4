//! Native tests of the whole core: against implementations that nobody here wrote, against drawings that somebody
//! looked at, and against the rules of the house.
