//! The demonstration: a quote in the terminal, then the site and the edge on local ports until
//! Ctrl-C.

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

const SITE_PORT: u16 = 4173;
const EDGE_PORT: u16 = 8787;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often they are looked at.
const POLL: Duration = Duration::from_millis(100);

/// Something that serves until it is stopped.
struct Server {
    name: &'static str,
    port: u16,
    /// What it answers with 200 once it is ready.
    path: &'static str,
    child: Child,
    announced: bool,
}

/// # Errors
/// When a part can't be set up or built, or a server doesn't answer or ends by itself.
pub(crate) fn run(workspace: &Workspace, options: &Demo) -> Result<()> {
    // Before the work: a taken port is worth knowing at once.
    let ports = if options.once {
        None
    } else {
        Some((choose_port(options.port, SITE_PORT)?, choose_port(options.edge_port, EDGE_PORT)?))
    };
    prepare(workspace)?;
    quote(workspace)?;
    let Some((site, edge)) = ports else { return Ok(()) };

    setup::meet(workspace, &[Need::WwwPackages])?;
    console::heading("site and edge");
    process::run(&mut npm(&workspace.www(), &["run", "build"]))?;
    serve(workspace, site, edge)
}

/// Prints a quote that the built package computes.
fn quote(workspace: &Workspace) -> Result<()> {
    console::heading("a quote, computed by the module under Node");
    process::run(&mut workspace.node(&["pkg/examples/quote.mjs"]))
}

fn serve(workspace: &Workspace, site: u16, edge: u16) -> Result<()> {
    let interrupts = interrupts()?;
    let www = workspace.www();
    let edge_url = format!("http://127.0.0.1:{edge}");
    let mut servers = Vec::new();
    let mut start = |name, port: u16, path, script, arguments: &[&str]| -> Result<()> {
        let port_text = port.to_string();
        let mut all = vec!["run", script, "--", "--port", &port_text];
        all.extend(arguments);
        let mut command = npm(&www, &all);
        // The site signs members in there, with the keys that the edge makes in its folder.
        command.env("PERKS_EDGE", &edge_url).env("PERKS_EDGE_STATE", www.join("edge/.state"));
        let child = process::spawn_group(&mut command)?;
        servers.push(Server { name, port, path, child, announced: false });
        Ok(())
    };
    let origin = format!("http://127.0.0.1:{site}");
    let started = start("edge", edge, "/health", "edge", &["--origin", &origin])
        .and_then(|()| start("site", site, "/", "preview", &["--strictPort"]));
    let result = started.and_then(|()| watch(&mut servers, &interrupts));
    for server in &mut servers {
        process::stop(&mut server.child)?;
    }
    result
}

/// Says where each server is once it answers, then waits for Ctrl-C.
fn watch(servers: &mut [Server], interrupts: &Receiver<()>) -> Result<()> {
    let start = Instant::now();
    while interrupts.recv_timeout(POLL) == Err(RecvTimeoutError::Timeout) {
        for server in &mut *servers {
            let Server { name, port, path, child, announced } = server;
            if let Some(status) = child.try_wait()? {
                bail!("the {name} ended by itself ({status}); is port {port} taken?");
            }
            if *announced {
                continue;
            }
            if answers(*port, path) {
                println!("\nThe {name} is at http://127.0.0.1:{port}/ (Ctrl-C ends it)");
                *announced = true;
            } else if start.elapsed() > PATIENCE {
                bail!("the {name} doesn't answer on port {port} after {} s", PATIENCE.as_secs());
            }
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

/// Whether a server sends a page.
fn answers(port: u16, path: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let host = format!("127.0.0.1:{port}");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(&status == b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}

/// The wanted port, else the usual one, else one that is free.
fn choose_port(wanted: Option<u16>, usual: u16) -> Result<u16> {
    if let Some(port) = wanted {
        free(port).with_context(|| format!("port {port} is taken; choose another one"))?;
        return Ok(port);
    }
    free(usual).or_else(|_| {
        console::note(&format!("port {usual}"), "taken, another one will do");
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
        let error = choose_port(Some(port), SITE_PORT).unwrap_err();
        assert!(error.to_string().contains("choose another one"));
    }

    #[test]
    fn nobody_answers_on_a_free_port() {
        let port = free(0).unwrap();
        assert!(!answers(port, "/"));
    }
}
