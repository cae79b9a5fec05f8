//! Each numbered point of earning, with numbers worked out by hand.
