//! The program `briefbook`: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    briefbook::cli::run()
}
