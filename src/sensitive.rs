//! Values that must not be seen: wiped when dropped, never printed, read only by [`Sensitive::expose`].

use std::fmt;

use zeroize::Zeroize;

/// A credential. Its memory is overwritten when it is dropped. `Debug` does not show the value.
///
/// ```
/// use mysafe_wasm::Sensitive;
///
/// let secret = Sensitive::from("s3cr3t");
/// assert_eq!(format!("{secret:?}"), "Sensitive(…)");
/// assert_eq!(secret.expose(), "s3cr3t");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Sensitive<T: Zeroize = String>(T);

impl<T: Zeroize> Sensitive<T> {
    /// Wraps `value`.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for the code that sends it.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Sensitive {
    fn from(value: &str) -> Self {
        Self::new(value.to_owned())
    }
}

impl<T: Zeroize> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sensitive(…)")
    }
}

impl<T: Zeroize> Drop for Sensitive<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_does_not_show_the_value() {
        let secret = Sensitive::from("hunter2");
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "Sensitive(…) Some(Sensitive(…))");
        assert_eq!(secret.expose(), "hunter2");
    }

    #[test]
    fn dropping_wipes_the_value() {
        struct Watched<'a>(&'a std::cell::Cell<bool>);
        impl Zeroize for Watched<'_> {
            fn zeroize(&mut self) {
                self.0.set(true);
            }
        }
        let wiped = std::cell::Cell::new(false);
        drop(Sensitive::new(Watched(&wiped)));
        assert!(wiped.get());
    }
}
