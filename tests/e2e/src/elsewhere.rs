//! A second server, on another port and so of another origin, that gives a model's files in good ways and bad ones: the
//! first part of a path says which.

use anyhow::Result;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// What is given slowly comes in pieces of so many bytes.
const PIECE: usize = 4_096;

/// A server that runs until it is dropped.
pub(crate) struct Elsewhere {
    port: u16,
    closing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Elsewhere {
    /// Serves the files of a folder under `open/`, `closed/` (which no page of another site may read), `page/` (a web page
    /// in place of each), `half/` and `slow/` (of the weights); everything else is not there.
    pub(crate) fn start(folder: PathBuf) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let (port, closing) = (listener.local_addr()?.port(), Arc::new(AtomicBool::new(false)));
        let closes = Arc::clone(&closing);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if closes.load(Ordering::SeqCst) {
                    return;
                }
                let (Ok(stream), folder, closes) = (stream, folder.clone(), Arc::clone(&closes)) else { continue };
                // A visitor who hangs up in the middle is no concern of ours.
                std::thread::spawn(move || attend(&stream, &folder, &closes).ok());
            }
        });
        Ok(Self { port, closing, thread: Some(thread) })
    }

    /// The address of the folder, given in this way.
    pub(crate) fn url(&self, way: &str) -> String {
        format!("http://127.0.0.1:{}/{way}/tiny/", self.port)
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        let _woken = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

fn attend(mut stream: &TcpStream, folder: &Path, closing: &AtomicBool) -> Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    for header in lines {
        if header?.is_empty() {
            break;
        }
    }
    let (way, file) = path.trim_start_matches('/').split_once("/tiny/").unwrap_or_default();
    let bytes = fs::read(folder.join(file)).ok().filter(|_| !file.contains('/'));
    let is_large = file == "model.safetensors";
    let (status, body) = match (way, bytes) {
        ("page", _) => ("200 OK", b"<!doctype html><title>Not here</title>".to_vec()),
        ("open" | "closed" | "half" | "slow", Some(bytes)) => ("200 OK", bytes),
        _ => ("404 Not Found", b"no such file".to_vec()),
    };
    let kind = if way == "page" { "text/html" } else { "application/octet-stream" };
    let allowed = if way == "closed" { "" } else { "Access-Control-Allow-Origin: *\r\n" };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{allowed}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    match way {
        "half" if is_large => stream.write_all(&body[..body.len() / 2])?,
        "slow" if is_large => {
            for piece in body.chunks(PIECE) {
                if closing.load(Ordering::SeqCst) {
                    break;
                }
                stream.write_all(piece)?;
                stream.flush()?;
                std::thread::sleep(Duration::from_millis(200));
            }
        }
        _ => stream.write_all(&body)?,
    }
    stream.flush()?;
    stream.shutdown(Shutdown::Write)?;
    Ok(())
}
