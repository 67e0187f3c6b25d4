//! `window.heedmap`, for teachers' pages, notebooks and these tests.

use super::Test;
use crate::page::Page;
use anyhow::{Result, ensure};
use heedmap::i18n::strings;
use heedmap::model::Stage;
use heedmap::state::Language;
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    Test::new("api-run", run),
    Test::new("api-refuses", refuses),
    Test::new("api-everything", everything),
    Test::new("api-concurrent-runs", concurrent),
    Test::new("api-state", state),
    Test::new("api-waits-for-the-picture", picture),
];

fn run(page: &Page) -> Result<()> {
    page.open("#mask=causal&n_heads=2")?;
    // What a run is about is what it is told: nothing of the screen but the language.
    let script = "const r = await heedmap.run(args[0]); \
        const kind = (x) => Object.prototype.toString.call(x).slice(8, -1); \
        return { tokens: r.tokens, n_found: r.n_found, notice: r.notice, config: r.config, shapes: r.shapes, \
            lengths: Object.fromEntries(Object.keys(r.shapes).map((name) => [name, r[name].length])), \
            kinds: Object.keys(r.shapes).map((name) => kind(r[name])) };";
    let result = page.run_with(script, vec![json!({ "text": "它 was 🐈", "seed": 3 })])?;
    let token =
        |text: &str, id: u32, start: usize, end: usize| json!({ "text": text, "id": id, "start": start, "end": end });
    let tokens = json!([token("它", 0, 0, 3), token("was", 1, 4, 7), token("🐈", 2, 8, 12)]);
    ensure!(result["tokens"] == tokens, "the tokens are {}", result["tokens"]);
    ensure!(result["n_found"] == 3 && result["notice"].is_null(), "{}", result["notice"]);
    let config = json!({ "d_model": 64, "dim": 64, "n_heads": 4, "n_kv_heads": 4, "n_layers": 1, "d_head": 16, "seed": 3,
        "mask": "none", "positions": "sinusoidal", "bias": false, "dropout": 0, "weights": "random" });
    ensure!(
        result["config"].as_object().is_some_and(|found| found.iter().all(|(name, value)| same(value, &config[name]))),
        "the sizes are {}",
        result["config"]
    );
    use Stage::{Concat, Embedding, Heads, K, Mask, MaskedScores, Output, Positions, Q, Qk, Scores, V, WK, WO, WQ, WV};
    let stages = [Embedding, Positions, Stage::X, WQ, Q, WK, K, WV, V, Qk, Scores, Mask, MaskedScores, Stage::Weights];
    let stages: Vec<Stage> = stages.into_iter().chain([Heads, Concat, WO, Output]).collect();
    for stage in &stages {
        let (name, shape) = (stage.name(), &result["shapes"][stage.name()]);
        let size: u64 = shape.as_array().into_iter().flatten().filter_map(Value::as_u64).product();
        ensure!(shape.is_array() && result["lengths"][name] == size, "{name}: {shape}, {}", result["lengths"][name]);
    }
    ensure!(result["shapes"]["weights"] == json!([4, 3, 3]), "weights are {}", result["shapes"]["weights"]);
    let kinds = result["kinds"].as_array().cloned().unwrap_or_default();
    ensure!(kinds.len() == stages.len() && kinds.iter().all(|kind| kind == "Float32Array"), "{kinds:?}");
    ensure!(page.state("mask")? == "causal", "a run changed the screen");
    let plain = page.run("return (await heedmap.run()).tokens.length")?;
    ensure!(plain == 12, "without options it is the example, and not {plain} tokens");
    Ok(())
}

fn refuses(page: &Page) -> Result<()> {
    page.open("")?;
    let cases: [(Value, &[&str]); 13] = [
        (json!({ "n_heads": 5 }), &["64", "5", "4", "8"]),
        (json!({ "n_head": 4 }), &["n_head", "n_heads"]),
        (json!({ "d_model": 4_096 }), &["d_model", "1024"]),
        (json!({ "n_heads": 65 }), &["n_heads", "64"]),
        (json!({ "n_heads": 2.5 }), &["n_heads", "whole"]),
        (json!({ "mask": "casual" }), &["mask", "casual", "none, causal"]),
        (json!({ "n_kv_heads": 3 }), &["4", "3", "2"]),
        (json!({ "dropout": 1 }), &["dropout", "0 to below 1"]),
        (json!({ "q": [[1, 2], [3]] }), &["q", "equally long"]),
        (json!({ "q": [[1, 2]], "k": [[1]], "n_heads": 1 }), &["k", "1 × 1", "2"]),
        (json!({ "text": 7 }), &["text"]),
        (json!({ "text": "a".repeat(100_001) }), &["text", "100000"]),
        (json!([1, 2]), &["object"]),
    ];
    for (options, parts) in cases {
        for function in ["run", "setState"] {
            let call =
                format!("try {{ await heedmap.{function}(args[0]); return ''; }} catch (e) {{ return e.message; }}");
            let sentence = page.run_with(&call, vec![options.clone()])?;
            let sentence = sentence.as_str().unwrap_or_default();
            let is_named = parts.iter().all(|part| sentence.contains(part)) && sentence.ends_with('.');
            ensure!(is_named, "{function} says {sentence:?} instead of naming {parts:?}");
        }
    }
    ensure!(page.state("n_heads")? == 4 && page.state("text")?.is_null(), "a refusal changed the state");
    // The sentence is in the page's language.
    page.set(json!({ "language": "zh" }))?;
    let chinese = page.run("try { await heedmap.run({ n_heads: 5 }); } catch (e) { return e.message; }")?;
    ensure!(chinese.as_str().is_some_and(|text| text.contains('头')), "{chinese}");
    Ok(())
}

fn concurrent(page: &Page) -> Result<()> {
    page.open("")?;
    let script = "const heads = [1, 2, 4, 8, 16, 32]; \
        const runs = await Promise.all(heads.map((n_heads) => heedmap.run({ text: `run ${n_heads}`, n_heads }))); \
        return runs.every((r, i) => r.config.n_heads === heads[i] && r.tokens[1].text === String(heads[i]) \
            && r.weights.length === heads[i] * 4);";
    ensure!(page.run(script)? == true, "each run must get its own answer");
    // One that is refused keeps no other back.
    let mixed = page.run(
        "const all = await Promise.allSettled([heedmap.run({ text: 'a' }), heedmap.run({ n_heads: 5 }), \
         heedmap.run({ text: 'b' })]); return all.map((one) => one.status).join()",
    )?;
    ensure!(mixed == "fulfilled,rejected,fulfilled", "{mixed}");
    let same = page.run(
        "const [a, b] = await Promise.all([heedmap.run({ seed: 9 }), heedmap.run({ seed: 9 })]); \
         return a.weights.every((w, i) => w === b.weights[i])",
    )?;
    ensure!(same == true, "the same question had two answers");
    Ok(())
}

fn state(page: &Page) -> Result<()> {
    page.goto(&page.server.url())?;
    page.ready()?;
    let names = page.eval("Object.keys(heedmap.state()).sort().join()")?;
    ensure!(
        names
            == "ablated,add_k,analogy,architecture,arithmetic,batch,beside,bias,brush,cell,colormap,compared,d_model,dim,dimensions,discount,document,dropout,elmo_direction,elmo_gamma,elmo_gate,elmo_layer,elmo_rate,elmo_sentence,elmo_steps,elmo_w0,elmo_w1,elmo_w2,elmo_weights,elmo_word,embed,ends,epochs,exhibit,head,heads_off,idf,item,keys,kind,kv_text,lambda,language,layer,learn_from,lower,marks,mask,masked,min_count,model,n,n_heads,n_kv_heads,n_layers,near,negatives,norm,numbers,objective,one_head,open,padded,pair,place,pooled,positions,projector,query,rate,roll_up,rung,scale,seed,shipped,slips,smoothing,sort,stage,step,subsample,table,temperature,text,tf,theme,tokenizer,top_k,top_p,training,vector_size,view,vocab_size,weights,window,with,word,word_step,words,zoom",
        "the state has {names}"
    );
    let both = page.run(
        "await Promise.all([heedmap.setState({ n_layers: 2 }), heedmap.setState({ seed: 9 })]); \
        const { n_layers, seed } = heedmap.state(); return [n_layers, seed].join()",
    )?;
    ensure!(both == "2,9", "one call undid the other: {both}");
    let twice = "(() => { const b = document.querySelector('.messages button'); b.click(); b.click(); })()";
    page.run("await heedmap.setState({ text: 'a '.repeat(3000) })")?;
    page.click_button(strings(Language::En).share)?;
    page.wait("a message", "!!document.querySelector('.messages button')")?;
    page.eval(twice)?;
    let returned = page.run("return await heedmap.setState({ n_heads: 8, text: 'set by a program' })")?;
    ensure!(returned == page.eval("heedmap.state()")?, "setState resolves to the state");
    ensure!(returned["n_heads"] == 8 && returned["mask"] == "none", "{returned}");
    super::text::shows(page, "set by a program", &["set", "by", "a", "program"])?;
    ensure!(page.eval("document.querySelector('#text').value")? == "set by a program", "the field shows another text");
    page.set(json!({ "exhibit": "tokens" }))?;
    page.wait(
        "the other exhibit",
        "!document.querySelector('.sheet') && document.querySelectorAll('.chip').length === 4",
    )?;
    page.set(page.run("return heedmap.state()")?)?; // a whole state is a partial one too
    page.set(json!({ "exhibit": "attention", "text": null }))?;
    page.wait("the example", "document.querySelector('#text').value.startsWith('The animal')")
}

/// When a promise resolves, the picture is there, and not only on its way.
fn picture(page: &Page) -> Result<()> {
    page.goto(&page.server.url())?;
    let size = "const size = () => document.querySelector('.sheet[data-figure=weights] canvas.cells')?.width;";
    page.wait("window.heedmap", "!!window.heedmap")?;
    let first = page.run(&format!("{size} await heedmap.ready; return size()"))?;
    ensure!(first == 12, "ready, with {first} columns");
    let sizes = page.run(&format!(
        "{size} const sizes = []; \
         for (const n of [3, 500, 1, 30]) {{ await heedmap.setState({{ text: 'a '.repeat(n) }}); sizes.push(size()); }} \
         return sizes"
    ))?;
    // Of 500 columns the picture has as many as there is room for.
    let room = sizes[1].as_u64().filter(|room| (100..=500).contains(room));
    ensure!(sizes == json!([3, room, 1, 30]) && room.is_some(), "after setState there are {sizes} columns");
    let back = page.run(&format!(
        "{size} await heedmap.setState({{ exhibit: 'tokens' }}); await heedmap.setState({{ exhibit: 'attention' }}); return size()"
    ))?;
    ensure!(back == 30, "after another exhibit there are {back} columns");
    Ok(())
}

/// Numbers are equal if they are the same number, whole or not.
fn same(a: &Value, b: &Value) -> bool {
    a == b || a.as_f64().is_some_and(|number| Some(number) == b.as_f64())
}

/// What `run` takes beside a text: two texts, batches, masks of every form, layers, hand-built heads, plain Q, K, V.
fn everything(page: &Page) -> Result<()> {
    page.open("")?;
    let run = |options: Value, script: &str| {
        page.run_with(&format!("const r = await heedmap.run(args[0]); return {script}"), vec![options])
    };
    let expect = |options: Value, script: &str, expected: Value| -> Result<()> {
        let found = run(options.clone(), script)?;
        ensure!(found == expected, "{options}: {script} is {found}, not {expected}");
        Ok(())
    };
    expect(
        json!({ "text": "a b", "kv_text": "c d e", "n_kv_heads": 2, "positions": "rotary", "bias": true }),
        "[r.shapes.weights, r.shapes.w_k, r.shapes.b_q, r.shapes.q_rotated, r.kv_tokens.length].join(' ')",
        json!("4,2,3 64,32 1,64 2,64 3"),
    )?;
    expect(
        json!({ "text": ["a b c", "d"], "item": 1, "mask": ["causal", { "kind": "padding", "length": 9 }] }),
        "[r.lengths.join(), r.tokens.length, [...r.mask].map((m) => m === 0 ? 1 : 0).join('')].join(' ')",
        json!("3,1 3 100100100"),
    )?;
    expect(
        json!({ "text": ["a b c", "d"], "item": 1 }),
        "[r.batch.length, [...r.batch[1].mask].map((m) => m === 0 ? 1 : 0).join(''), r.tokens[0].text, ...r.batch.map((one) => one.tokens[0].text), r.output.join() === r.batch[1].output.join(), \
          r.output.join() !== r.batch[0].output.join()].join(' ')",
        json!("2 100100100 d a d true true"),
    )?;
    expect(
        json!({ "text": vec!["a b"; 9] }),
        "[r.batch.length, r.notice.includes('9'), r.notice.includes('8')].join()",
        json!("8,true,true"),
    )?;
    expect(
        json!({ "text": "a b", "mask": [[true, false], [true, true]] }),
        "[r.weights[0], r.weights[1], r.weights[2] + r.weights[3] > 0.999].join()",
        json!("1,0,true"),
    )?;
    expect(
        json!({ "text": "a b c", "mask": ["causal", [[1, 1], [1, 1]]] }),
        "[[...r.mask].map((m) => m === 0 ? 1 : 0).join(''), r.notice.includes('2 × 2'), r.notice.includes('3 × 3')].join()",
        json!("100110111,true,true"),
    )?;
    let given = "const x = [[1, NaN], [-Infinity, 2]], r = await heedmap.run({ text: 'a b', n_heads: 1, weights: { x } }); \
                 return [...r.x].map(String).join()";
    ensure!(page.run(given)? == "1,NaN,-Infinity,2", "what is not finite is lost on the way");
    expect(
        json!({ "text": "a b", "mask": [[1, 0], [0, 0]] }),
        "[...r.weights.slice(0, 4)].map(String).join()",
        json!("1,0,NaN,NaN"),
    )?;
    expect(
        json!({ "text": "a b c a b", "mask": "causal", "weights": { "kind": "hand", "head": "induction" } }),
        "[r.layers.length, r.layers[1].weights.slice(15, 20).indexOf(Math.max(...r.layers[1].weights.slice(15, 20))), r.rollout.length].join()",
        json!("2,1,25"),
    )?;
    expect(
        json!({ "q": [[1, 0]], "k": [[1, 0], [1, 0]], "v": [[1, 2], [3, 4]] }),
        "[[...r.weights], [...r.output], r.shapes.w_o === undefined, r.tokens.length, r.kv_tokens.length].flat().join()",
        json!("0.5,0.5,2,3,true,1,2"),
    )?;
    expect(
        json!({ "text": "a b c d", "dropout": 0.5, "dim": 32, "seed": 3 }),
        "r.dropped.every((w, i) => r.kept[i] ? Math.abs(w - 2 * r.weights[i]) < 1e-6 : w === 0) && r.shapes.w_o.join() === '32,64'",
        json!(true),
    )
}
