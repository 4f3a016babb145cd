//! One table of all exported functions, shared by the header, the call fingerprints, the documentation and the tests.

/// An exported function and what its callers must know about its ranks.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    pub name: &'static str,
    /// Every rank of the context must call it.
    pub collective: bool,
    /// Arguments that must be the same on all ranks.
    pub same: &'static [&'static str],
}

const fn local(name: &'static str) -> Function {
    Function { name, collective: false, same: &[] }
}

pub const FUNCTIONS: &[Function] = &[
    local("distarray_version"),
    local("distarray_version_string"),
    local("distarray_build_info"),
    local("distarray_check_build"),
];
