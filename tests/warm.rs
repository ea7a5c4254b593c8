use proptest as _; use insta as _;
