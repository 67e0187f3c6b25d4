//! The page of vectors.
