// Added to the page by `cargo xtask serve`: waits for the next build and then reloads.
let seen = '';
for (;;) {
  try {
    const response = await fetch(`__reload?${seen}`, { cache: 'no-store' }); // answered when there is news
    const now = await response.text();
    if (seen !== '' && now !== seen) location.reload();
    seen = now;
  } catch {
    await new Promise((resume) => setTimeout(resume, 1000)); // serving has ended; it may begin again
  }
}
