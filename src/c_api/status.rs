//! Status numbers, the last error, the log, and the guard around every export.

use super::arguments::text;
use crate::array::Array;
use crate::c_api::handles::{self, Handle, Object};
use crate::context::{Call, Context};
use crate::distribution::{Distribution, Specification};
use crate::error::{Error, Result, Status};
use crate::expression::Expression;
use crate::ops::plan::{Redistribution, Request};
use crate::random::Random;
use std::cell::{Cell, RefCell};
use std::ffi::{c_void, CString};
use std::os::raw::{c_char, c_int};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::{Arc, Mutex};

/// 0 for success, else one of the DISTARRAY_ERR_ numbers. Numbers are fixed and never reused.
pub type distarray_status = c_int;

/// The call did what it says.
pub const DISTARRAY_SUCCESS: c_int = 0;
/// An argument is out of its documented range.
pub const DISTARRAY_ERR_ARGUMENT: c_int = 1;
/// The object is in a state that does not allow the call.
pub const DISTARRAY_ERR_STATE: c_int = 2;
/// Shapes or numbers of dimensions do not fit.
pub const DISTARRAY_ERR_SHAPE: c_int = 3;
/// The element type does not allow the operation.
pub const DISTARRAY_ERR_DTYPE: c_int = 4;
/// Distributions do not fit, or one cannot be built as asked.
pub const DISTARRAY_ERR_DISTRIBUTION: c_int = 5;
/// An argument that must be the same on all ranks differs.
pub const DISTARRAY_ERR_MISMATCH: c_int = 6;
/// A size leaves the 64-bit range.
pub const DISTARRAY_ERR_OVERFLOW: c_int = 7;
/// Memory was refused by the system or by the context's ceiling.
pub const DISTARRAY_ERR_MEMORY: c_int = 8;
/// Well-formed, but there is no way to do it.
pub const DISTARRAY_ERR_UNSUPPORTED: c_int = 9;
/// A file operation failed.
pub const DISTARRAY_ERR_IO: c_int = 10;
/// A handle is NULL, freed, foreign or of another kind.
pub const DISTARRAY_ERR_HANDLE: c_int = 11;
/// Ranks are in different collective calls; the context is dead.
pub const DISTARRAY_ERR_CALL_MISMATCH: c_int = 12;
/// A protocol description breaks a rule.
pub const DISTARRAY_ERR_PROTOCOL: c_int = 13;
/// A file or text is malformed.
pub const DISTARRAY_ERR_FORMAT: c_int = 14;
/// Another thread is inside a collective call of the same context.
pub const DISTARRAY_ERR_BUSY: c_int = 15;
/// The calling thread may not call MPI at the thread level in force.
pub const DISTARRAY_ERR_THREAD: c_int = 16;
/// The context died in an earlier call; only Local calls and free work.
pub const DISTARRAY_ERR_CONTEXT_DEAD: c_int = 17;
/// The watchdog gave up waiting for other ranks.
pub const DISTARRAY_ERR_HANG: c_int = 18;
/// An index is outside the array.
pub const DISTARRAY_ERR_INDEX: c_int = 19;
/// A callback asked to stop.
pub const DISTARRAY_ERR_CANCELLED: c_int = 20;
/// The memory may only be read.
pub const DISTARRAY_ERR_READ_ONLY: c_int = 21;
/// MPI is not initialised, or is finalised already.
pub const DISTARRAY_ERR_MPI_STATE: c_int = 22;
/// An earlier failure left this array's contents undefined.
pub const DISTARRAY_ERR_DAMAGED: c_int = 23;
/// Program and library were built for different MPIs or versions.
pub const DISTARRAY_ERR_BUILD: c_int = 24;
/// The call needs communication or temporaries that the context forbids unless asked for by name.
pub const DISTARRAY_ERR_POLICY: c_int = 25;
/// An MPI call failed.
pub const DISTARRAY_ERR_MPI: c_int = 100;
/// A bug in the library was caught.
pub const DISTARRAY_ERR_INTERNAL: c_int = 255;

thread_local! {
    static LAST_MESSAGE: RefCell<CString> = RefCell::default();
    static LAST_RANK: Cell<c_int> = const { Cell::new(-1) };
}

fn record(function: &str, error: &Error) -> distarray_status {
    let sentence = if function.is_empty() { error.to_string() } else { format!("{function}: {error}") };
    let sentence = CString::new(sentence.replace('\0', " ")).unwrap_or_default();
    // Threads that are being torn down have no place for a message; the status still tells.
    let _ = LAST_MESSAGE.try_with(|last| last.replace(sentence));
    let _ = LAST_RANK.try_with(|rank| rank.set(error.rank.unwrap_or(-1)));
    error.status as c_int
}

fn caught(payload: Box<dyn std::any::Any + Send>) -> Error {
    let text = payload
        .downcast_ref::<&str>()
        .map(|s| s.to_string())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "unknown cause".into());
    // A payload may panic when it is dropped.
    std::mem::forget(payload);
    Error::new(Status::Internal, format!("a bug in the library was caught ({text}); please report it"))
}

/// Arguments of one call: converts handles and remembers the context they belong to.
pub struct Arguments {
    function: &'static str,
    collective: bool,
    /// With the number of agreements it had begun before this call.
    context: RefCell<Option<(Context, u64)>>,
    /// When the call began, where a trace is on.
    begin: Cell<u64>,
    /// The array that keeps a local error for the next collective.
    output: RefCell<Option<Array>>,
}

impl Arguments {
    fn new(function: &'static str, collective: bool) -> Arguments {
        let (context, output) = (RefCell::default(), RefCell::default());
        Arguments { function, collective, context, begin: Cell::new(0), output }
    }

    fn remember(&self, context: &Context) {
        if !self.collective && !context.trace().is_on() {
            return;
        }
        self.context.borrow_mut().get_or_insert_with(|| {
            self.begin.set(context.trace().now());
            if self.collective {
                context.begin_call();
            }
            (context.clone(), context.calls())
        });
    }

    /// The call ends, for the trace of its context.
    fn end(&self, context: Option<&(Context, u64)>) {
        if let (Some((context, _)), begin @ 1..) = (context, self.begin.get()) {
            context.trace().call(self.function, begin);
        }
    }

    /// As [`Arguments::context`], in a call that is about the call before and does not count itself.
    pub fn observed_context(&self, handle: handles::distarray_context, name: &str) -> Result<Context> {
        match handles::get(handle, name)? {
            Object::Context(context) => {
                self.context.borrow_mut().get_or_insert_with(|| (context.clone(), context.calls()));
                Ok(context)
            }
            _ => Err(wrong_kind(name)),
        }
    }

    pub fn context(&self, handle: handles::distarray_context, name: &str) -> Result<Context> {
        match handles::get(handle, name)? {
            Object::Context(context) => {
                self.remember(&context);
                Ok(context)
            }
            _ => Err(wrong_kind(name)),
        }
    }

    pub fn specification(
        &self,
        handle: handles::distarray_specification,
        name: &str,
    ) -> Result<Arc<Mutex<Arc<Specification>>>> {
        match handles::get(handle, name)? {
            Object::Specification(specification) => Ok(specification),
            _ => Err(wrong_kind(name)),
        }
    }

    pub fn distribution(
        &self,
        handle: handles::distarray_distribution,
        name: &str,
    ) -> Result<(Context, Arc<Distribution>)> {
        match handles::get(handle, name)? {
            Object::Distribution(context, distribution) => {
                self.remember(&context);
                Ok((context, distribution))
            }
            _ => Err(wrong_kind(name)),
        }
    }

    pub fn array(&self, handle: handles::distarray_array, name: &str) -> Result<Array> {
        match handles::get(handle, name)? {
            Object::Array(array) => {
                self.remember(array.context());
                Ok(array)
            }
            _ => Err(wrong_kind(name)),
        }
    }

    pub fn plan(&self, handle: handles::distarray_plan, name: &str) -> Result<Arc<Redistribution>> {
        match handles::get(handle, name)? {
            Object::Plan(plan) => {
                self.remember(plan.context());
                Ok(plan)
            }
            _ => Err(wrong_kind(name)),
        }
    }

    pub fn request(&self, handle: handles::distarray_request, name: &str) -> Result<Arc<Request>> {
        match handles::get(handle, name)? {
            Object::Request(request) => {
                self.remember(request.context());
                Ok(request)
            }
            _ => Err(wrong_kind(name)),
        }
    }

    pub fn expression(&self, handle: handles::distarray_expression, name: &str) -> Result<Expression> {
        match handles::get(handle, name)? {
            Object::Expression(expression) => Ok(expression),
            _ => Err(wrong_kind(name)),
        }
    }

    pub fn random(&self, handle: handles::distarray_random, name: &str) -> Result<Arc<Mutex<Random>>> {
        match handles::get(handle, name)? {
            Object::Random(random) => Ok(random),
            _ => Err(wrong_kind(name)),
        }
    }

    /// An array that a Local call writes: an error sticks to it until the next collective.
    pub fn output(&self, handle: handles::distarray_array, name: &str) -> Result<Array> {
        let array = self.array(handle, name)?;
        self.output.replace(Some(array.clone()));
        Ok(array)
    }
}

fn wrong_kind(name: &str) -> Error {
    Error::argument(Status::Handle, name, "a handle of another kind")
}

/// Runs the body of a Local function.
pub fn local(function: &'static str, body: impl FnOnce(&Arguments) -> Result<()>) -> distarray_status {
    let arguments = Arguments::new(function, false);
    let result = catch_unwind(AssertUnwindSafe(|| body(&arguments))).unwrap_or_else(|p| Err(caught(p)));
    arguments.end(arguments.context.borrow().as_ref());
    match result {
        Ok(()) => DISTARRAY_SUCCESS,
        Err(error) => {
            if let Some(output) = arguments.output.take() {
                let message = format!("{function}, called before, failed: {error}");
                output.remember(&Error { argument: String::new(), message, ..error.clone() });
            }
            record(function, &error)
        }
    }
}

/// Runs the body of a Collective function. An error found on this rank alone, such as a bad argument, is
/// taken to the agreement in which the other ranks wait, so that all return the same error.
pub fn collective(function: &'static str, body: impl FnOnce(&Arguments) -> Result<()>) -> distarray_status {
    let arguments = Arguments::new(function, true);
    let result = catch_unwind(AssertUnwindSafe(|| body(&arguments)));
    let context = arguments.context.take();
    arguments.end(context.as_ref());
    let result = result.unwrap_or_else(|payload| {
        let error = caught(payload);
        match &context {
            // The others have agreed and gone on: another agreement would wait for them in vain.
            Some((context, before)) if context.calls() != *before => {
                context.give_up(&error.message);
                Err(Error { agreed: true, ..error })
            }
            _ => Err(error),
        }
    });
    let error = match result {
        Ok(()) => return DISTARRAY_SUCCESS,
        Err(error) if error.agreed => error,
        Err(error) => {
            let context = context.map(|(context, _)| context).or_else(Context::sole);
            let meet = || match &context {
                Some(context) => context.agree::<()>(&Call::new(function, &[]), Err(error.clone())),
                None => Err(error.clone()),
            };
            match catch_unwind(AssertUnwindSafe(meet)) {
                Ok(Err(agreed)) => agreed,
                Ok(Ok(())) => error,
                Err(payload) => caught(payload),
            }
        }
    };
    record(function, &error)
}

/// Frees a handle: Local, never communicates.
pub unsafe fn free<H: Handle>(function: &'static str, address: *mut H, argument: &str) -> distarray_status {
    local(function, |_| handles::free(address, argument))
}

/// Name of a status number, such as "DISTARRAY_ERR_SHAPE"; never NULL.
///
/// **Local**.
#[no_mangle]
pub extern "C" fn distarray_status_name(status: distarray_status) -> *const c_char {
    macro_rules! names {
        ($($name:ident),* $(,)?) => {
            match status {
                $($name => concat!(stringify!($name), "\0"),)*
                _ => "unknown status\0",
            }
        };
    }
    names!(
        DISTARRAY_SUCCESS,
        DISTARRAY_ERR_ARGUMENT,
        DISTARRAY_ERR_STATE,
        DISTARRAY_ERR_SHAPE,
        DISTARRAY_ERR_DTYPE,
        DISTARRAY_ERR_DISTRIBUTION,
        DISTARRAY_ERR_MISMATCH,
        DISTARRAY_ERR_OVERFLOW,
        DISTARRAY_ERR_MEMORY,
        DISTARRAY_ERR_UNSUPPORTED,
        DISTARRAY_ERR_IO,
        DISTARRAY_ERR_HANDLE,
        DISTARRAY_ERR_CALL_MISMATCH,
        DISTARRAY_ERR_PROTOCOL,
        DISTARRAY_ERR_FORMAT,
        DISTARRAY_ERR_BUSY,
        DISTARRAY_ERR_THREAD,
        DISTARRAY_ERR_CONTEXT_DEAD,
        DISTARRAY_ERR_HANG,
        DISTARRAY_ERR_INDEX,
        DISTARRAY_ERR_CANCELLED,
        DISTARRAY_ERR_READ_ONLY,
        DISTARRAY_ERR_MPI_STATE,
        DISTARRAY_ERR_DAMAGED,
        DISTARRAY_ERR_BUILD,
        DISTARRAY_ERR_POLICY,
        DISTARRAY_ERR_MPI,
        DISTARRAY_ERR_INTERNAL,
    )
    .as_ptr()
    .cast()
}

/// One sentence on the last call that failed on this thread: function, argument, what was expected and
/// given, which rank, what to do. Empty if none failed. Never NULL; valid until the next failing call
/// on this thread; not cleared by success.
///
/// **Local**.
#[no_mangle]
pub extern "C" fn distarray_last_error_message() -> *const c_char {
    static NOTHING: &[u8] = b"\0";
    LAST_MESSAGE.try_with(|last| last.borrow().as_ptr()).unwrap_or(NOTHING.as_ptr().cast())
}

/// The rank (in the context) on which the last failure of this thread arose; -1 if unknown.
///
/// **Local**.
#[no_mangle]
pub extern "C" fn distarray_last_error_rank() -> c_int {
    LAST_RANK.try_with(Cell::get).unwrap_or(-1)
}

/// Sets this thread's last error and returns its status: for glue code that reports in the library's way.
///
/// **Local**.
///
/// @param status one of the DISTARRAY_ERR_ numbers; others count as DISTARRAY_ERR_INTERNAL
/// @param message one sentence
#[no_mangle]
pub unsafe extern "C" fn distarray_error_set(status: distarray_status, message: *const c_char) -> distarray_status {
    let known = Status::from_number(status).unwrap_or(Status::Internal);
    let sentence = catch_unwind(|| text(message, "message").map_or(String::new(), str::to_string));
    record("", &Error::new(known, sentence.unwrap_or_default()))
}

/// Receives warnings and the watchdog's reports. `level` is 1 for errors, 2 warnings, 3 information, 4 details.
pub type distarray_log_callback = Option<unsafe extern "C" fn(level: c_int, message: *const c_char, user: *mut c_void)>;

struct User(*mut c_void);
// The callback's owner has promised that it may be called from any thread.
unsafe impl Send for User {}
unsafe impl Sync for User {}

/// Sends the library's messages to a callback, which may be called from any thread; NULL turns it off.
/// Nothing is printed unless asked: the environment variable DISTARRAY_LOG=stderr (or error, warn, info,
/// debug) asks for it. The only setting of the whole process, because it must work before a context exists.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_log_set_callback(
    callback: distarray_log_callback,
    user: *mut c_void,
) -> distarray_status {
    local("distarray_log_set_callback", |_| {
        let user = User(user);
        let call = move |level: crate::context::Level, message: &str| {
            let user = &user;
            if let (Some(callback), Ok(message)) = (callback, CString::new(message.replace('\0', " "))) {
                unsafe { callback(level as c_int, message.as_ptr(), user.0) };
            }
        };
        crate::context::set_log(callback.map(|_| Arc::new(call) as crate::context::LogCallback));
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CStr;

    fn last() -> String {
        unsafe { CStr::from_ptr(distarray_last_error_message()) }.to_string_lossy().into_owned()
    }

    #[test]
    fn panics_and_errors_become_statuses() {
        struct Nasty;
        impl Drop for Nasty {
            fn drop(&mut self) {
                panic!("again");
            }
        }
        assert_eq!(local("distarray_f", |_| panic!("on purpose")), DISTARRAY_ERR_INTERNAL);
        assert!(last().starts_with("distarray_f: a bug in the library was caught (on purpose)"), "{}", last());
        assert_eq!(local("distarray_g", |_| std::panic::panic_any(Nasty)), DISTARRAY_ERR_INTERNAL);
        assert_eq!(collective("distarray_h", |_| panic!("alone")), DISTARRAY_ERR_INTERNAL);
        assert_eq!(local("distarray_i", |_| Err(Error::argument(Status::Shape, "shape", "bad"))), DISTARRAY_ERR_SHAPE);
        assert_eq!(last(), "distarray_i: argument 'shape': bad");
        assert_eq!(local("distarray_j", |_| Ok(())), DISTARRAY_SUCCESS);
        assert_eq!(last(), "distarray_i: argument 'shape': bad");
    }

    #[test]
    fn numbers_and_names_agree_with_the_statuses() {
        for status in Status::ALL {
            let name = unsafe { CStr::from_ptr(distarray_status_name(status as c_int)) };
            assert_eq!(name.to_str(), Ok(status.name()));
        }
    }
}
