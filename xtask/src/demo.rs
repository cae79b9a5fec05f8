//! The demonstration: a quote in the terminal, then the site on a local port until Ctrl-C.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::Child;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::console;
use crate::process;
use crate::setup::{self, Need};
use crate::workspace::{Workspace, npm};
use crate::{Demo, prepare};

const DEFAULT_PORT: u16 = 4173;

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often it is looked at.
const POLL: Duration = Duration::from_millis(100);

/// # Errors
/// When a part can't be set up or built, or the server doesn't answer or ends by itself.
pub(crate) fn run(workspace: &Workspace, options: &Demo) -> Result<()> {
    // Before the work: a taken port is worth knowing at once.
    let port = if options.once { None } else { Some(choose_port(options.port)?) };
    prepare(workspace)?;
    quote(workspace)?;
    let Some(port) = port else { return Ok(()) };

    setup::meet(workspace, &[Need::WwwPackages])?;
    console::heading("site");
    process::run(&mut npm(&workspace.www(), &["run", "build"]))?;
    serve(workspace, port)
}

/// Prints a quote that the built package computes.
fn quote(workspace: &Workspace) -> Result<()> {
    console::heading("a quote, computed by the module under Node");
    process::run(&mut workspace.node(&["pkg/examples/quote.mjs"]))
}

fn serve(workspace: &Workspace, port: u16) -> Result<()> {
    let interrupts = interrupts()?;
    let port_text = port.to_string();
    let arguments = ["run", "preview", "--", "--port", &port_text, "--strictPort"];
    let mut server = process::spawn_group(&mut npm(&workspace.www(), &arguments))?;
    let result = watch(&mut server, port, &interrupts);
    process::stop(&mut server)?;
    result
}

/// Says where the site is once it answers, then waits for Ctrl-C.
fn watch(server: &mut Child, port: u16, interrupts: &Receiver<()>) -> Result<()> {
    let start = Instant::now();
    let mut announced = false;
    while interrupts.recv_timeout(POLL) == Err(RecvTimeoutError::Timeout) {
        if let Some(status) = server.try_wait()? {
            bail!("the server ended by itself ({status}); is port {port} taken? try `--port`");
        }
        if announced {
            continue;
        }
        if answers(port) {
            println!("\nPerks is at http://127.0.0.1:{port}/ (Ctrl-C ends it)");
            announced = true;
        } else if start.elapsed() > PATIENCE {
            bail!("the server doesn't answer on port {port} after {} s", PATIENCE.as_secs());
        }
    }
    println!("\nstopped");
    Ok(())
}

/// A message for each Ctrl-C, and for a polite request to end.
fn interrupts() -> Result<Receiver<()>> {
    let (sender, receiver) = channel();
    ctrlc::set_handler(move || {
        // Nobody listens any more when the program is already ending.
        let _ = sender.send(());
    })
    .context("can't listen for Ctrl-C")?;
    Ok(receiver)
}

/// Whether the server sends the start page.
fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(&status == b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}

/// The wanted port, else the usual one, else one that is free.
fn choose_port(wanted: Option<u16>) -> Result<u16> {
    if let Some(port) = wanted {
        free(port).with_context(|| format!("port {port} is taken; choose another `--port`"))?;
        return Ok(port);
    }
    free(DEFAULT_PORT).or_else(|_| {
        console::note(&format!("port {DEFAULT_PORT}"), "taken, another one will do");
        free(0)
    })
}

fn free(port: u16) -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, port))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_refused_when_asked_for() {
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = held.local_addr().unwrap().port();
        let error = choose_port(Some(port)).unwrap_err();
        assert!(error.to_string().contains("choose another `--port`"));
    }

    #[test]
    fn nobody_answers_on_a_free_port() {
        let port = free(0).unwrap();
        assert!(!answers(port));
    }
}
