//! The socket side of a [`Site`]: a small HTTP/1.1 server on the loopback address, for developing and testing.
//!
//! Each connection has a thread and carries one request. That costs little on one's own machine and makes stopping
//! exact: once [`Server::stop`] returns, no kept-alive connection answers a page that ought to find itself offline.

use crate::site::{Reply, Site};
use std::io::{BufRead, BufReader, Read, Result, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a connection may say nothing; browsers open some that they never use.
const PATIENCE: Duration = Duration::from_secs(10);
/// A request's head is not longer than this.
const HEAD: u64 = 64 * 1024;

/// A server that runs until it is stopped or dropped.
pub struct Server {
    port: u16,
    mount: String,
    closing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves the site on 127.0.0.1; port 0 takes a free one.
    pub fn start(site: impl Into<Arc<Site>>, port: u16) -> Result<Self> {
        let site = site.into();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let port = listener.local_addr()?.port();
        let closing = Arc::new(AtomicBool::new(false));
        let (mount, closes) = (site.mount().to_owned(), Arc::clone(&closing));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if closes.load(Ordering::SeqCst) {
                    return; // and the listener is closed
                }
                let (Ok(stream), site) = (stream, Arc::clone(&site)) else { continue };
                // A visitor who hangs up in the middle is no concern of ours.
                std::thread::spawn(move || attend(&stream, &site).ok());
            }
        });
        Ok(Self { port, mount, closing, thread: Some(thread) })
    }

    /// The port, which can be given to [`Server::start`] again after [`Server::stop`].
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address of the page.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.mount)
    }

    /// Closes the listener; when this returns, connections are refused.
    pub fn stop(self) {}
}

impl Drop for Server {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        let _woken = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)); // so that the thread sees the flag
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

fn attend(stream: &TcpStream, site: &Site) -> Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.take(HEAD)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut words = request.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(()) };
    for header in lines {
        if header?.is_empty() {
            break;
        }
    }
    let reply = site.respond(method, target);
    write(stream, &reply, method == "HEAD")?;
    stream.shutdown(Shutdown::Write)
}

fn write(mut stream: &TcpStream, reply: &Reply, head_only: bool) -> Result<()> {
    let reason = match reply.status {
        200 => "OK",
        301 => "Moved Permanently",
        404 => "Not Found",
        _ => "Method Not Allowed",
    };
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", reply.status);
    for (name, value) in &reply.headers {
        // A header is one line, whatever a visitor has put into a path that we send back.
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        head += &format!("{name}: {value}\r\n");
    }
    head += &format!("Content-Length: {}\r\nConnection: close\r\n\r\n", reply.body.len());
    stream.write_all(head.as_bytes())?;
    if !head_only {
        stream.write_all(&reply.body)?;
    }
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(port: u16, request: &str) -> Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.write_all(request.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    /// Whether nobody listens. A child that another test is just starting holds a copy of our listener until it has
    /// become another program, so this may take a moment.
    fn is_refused(port: u16) -> bool {
        let refused = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err();
        if !refused {
            std::thread::sleep(Duration::from_millis(10));
        }
        refused
    }

    #[test]
    fn it_serves_stops_and_starts_again_on_its_port() {
        let site = Arc::new(Site::new("/nowhere").under("sub").with_file("a.js", "one()"));
        let mut server = Server::start(Arc::clone(&site), 0).unwrap();
        let port = server.port();
        assert_eq!(server.url(), format!("http://127.0.0.1:{port}/sub/"));
        for _ in 0..3 {
            let answer = ask(port, "GET /sub/a.js HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\none()"), "{answer}");
            let answer = ask(port, "HEAD /sub/a.js HTTP/1.1\r\n\r\n").unwrap();
            assert!(answer.contains("Content-Length: 5\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
            server.stop();
            assert!((0..500).any(|_| is_refused(port)), "somebody listens");
            server = Server::start(Arc::clone(&site), port).unwrap();
        }
    }

    #[test]
    fn a_path_cannot_add_headers() {
        let server = Server::start(Site::new("/nowhere").under("sub"), 0).unwrap();
        let answer = ask(server.port(), "GET /sub?a\u{1}b HTTP/1.1\r\n\r\n").unwrap();
        assert!(answer.contains("Location: /sub/?ab\r\n"), "{answer}");
        assert_eq!(ask(server.port(), "\r\n\r\n").unwrap(), "", "what is no request gets no answer");
    }
}
