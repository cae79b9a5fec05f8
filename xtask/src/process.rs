//! Runs other programs: says what runs, and turns a bad end into an error.
//! Knows no particular tool.

use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Prints the command and runs it on the terminal's own streams.
///
/// # Errors
/// When it can't be started or ends badly.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    announce(command);
    let status = command.status().with_context(|| missing(command))?;
    succeeded(command, status)
}

/// Like [`run`], but ends the command after `limit`.
///
/// # Errors
/// Also when the limit passes.
pub(crate) fn run_within(limit: Duration, command: &mut Command) -> Result<()> {
    announce(command);
    let mut child = command.stdin(Stdio::null()).spawn().with_context(|| missing(command))?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return succeeded(command, status);
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            bail!("`{}` gave no answer within {} s", line(command), limit.as_secs());
        }
        sleep(Duration::from_millis(50));
    }
}

/// What the command writes to standard output, trimmed; nothing is printed.
///
/// # Errors
/// When it can't be started or ends badly; what it wrote to standard error is in the message.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| missing(command))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed: {}", line(command), stderr.trim());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Starts the command in a process group of its own, so that [`stop`] reaches what it starts in
/// turn, and a Ctrl-C reaches this program alone.
///
/// # Errors
/// When it can't be started.
pub(crate) fn spawn_group(command: &mut Command) -> Result<Child> {
    announce(command);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command.stdin(Stdio::null()).spawn().with_context(|| missing(command))
}

/// Ends a child of [`spawn_group`] and everything it started: politely, then after 3 s by force.
///
/// # Errors
/// When its end can't be waited for.
pub(crate) fn stop(child: &mut Child) -> Result<()> {
    signal(child, Force::Polite);
    let start = Instant::now();
    while child.try_wait()?.is_none() {
        if start.elapsed() > Duration::from_secs(3) {
            signal(child, Force::Kill);
            child.wait()?;
        }
        sleep(Duration::from_millis(20));
    }
    Ok(())
}

enum Force {
    Polite,
    Kill,
}

#[cfg(unix)]
fn signal(child: &mut Child, force: Force) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let signal = match force {
        Force::Polite => Signal::TERM,
        Force::Kill => Signal::KILL,
    };
    // The only error is that the group has ended, which is what is wanted.
    let _ = kill_process_group(Pid::from_child(child), signal);
}

#[cfg(not(unix))]
fn signal(child: &mut Child, _force: Force) {
    let _ = child.kill();
}

fn announce(command: &Command) {
    println!("  $ {}", line(command));
}

/// The command as one types it in its folder: the program's name, and paths from there.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for word in command.get_args() {
        let inner =
            command.get_current_dir().and_then(|dir| Path::new(word).strip_prefix(dir).ok());
        line.push(' ');
        line += &inner.map_or(word, Path::as_os_str).to_string_lossy();
    }
    line
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!("`{}` failed ({status})", line(command))
}

fn missing(command: &Command) -> String {
    let program = command.get_program().display();
    format!("`{program}` can't be started; is it installed and on PATH?")
}
