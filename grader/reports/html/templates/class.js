(() => {
  const $ = s => document.querySelector(s), table = $('#st'), body = table.tBodies[0];
  const rows = [...body.rows], heads = [...table.tHead.rows[0].cells], find = $('#find'), count = $('#count'), out = $('#readout');
  const Q = heads.map(h => h.dataset.q || ''), first = Q.findIndex(q => q);
  const share = c => { const [a, m] = c.textContent.split('/').map(parseFloat); return c.classList.contains('x') ? -1 : m ? a / m : 2; };
  const data = rows.map((r, i) => ({ r, i, id: r.cells[0].textContent, points: +r.dataset.s, pend: +r.cells[2].textContent || 0,
    text: (r.cells[0].textContent + ' ' + r.cells[r.cells.length - 1].textContent).toLowerCase(), dx: new Set((r.dataset.d || '').split(' ')) }));
  const of = new Map(data.map(d => [d.r, d]));
  // ---- sort
  const value = (d, k) => k === 0 ? d.id : k === 1 ? d.points : k === 2 ? d.pend : Q[k] ? share(d.r.cells[k]) : d.text;
  table.tHead.addEventListener('click', e => {
    const b = e.target.closest('button'); if (!b) return;
    const th = b.parentElement, k = th.cellIndex, was = th.getAttribute('aria-sort');
    const up = was ? was === 'descending' : !(k === 2);
    heads.forEach(h => h.removeAttribute('aria-sort')); th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    const key = new Map(data.map(d => [d, value(d, k)]));
    data.sort((a, b) => { const x = key.get(a), y = key.get(b); return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1) || a.i - b.i; });
    body.append(...data.map(d => d.r));
    say(`Sorted by ${Q[k] || b.textContent}, ${up ? 'lowest' : 'highest'} first.`);
  });
  // ---- find: words, lost:3.1, pending:3.1, points:60-65, mistake:17
  const test = word => {
    let m;
    if ((m = /^(lost|pending):(.+)$/.exec(word))) {
      const k = Q.indexOf(m[2]); if (k < 0) return () => false;
      const c = m[1] === 'lost' ? /(^|\s)(l[1-8]|x)(\s|$)/ : /(^|\s)p[1-8]/;
      return d => c.test(d.r.cells[k].className);
    }
    if ((m = /^points:([\d.]+)-([\d.]+)$/.exec(word))) return d => d.points >= +m[1] && d.points < +m[2];
    if ((m = /^mistake:(\d+)$/.exec(word))) return d => d.dx.has(m[1]);
    return d => d.text.includes(word);
  };
  const apply = () => {
    const tests = find.value.toLowerCase().split(/\s+/).filter(Boolean).map(test); let n = 0;
    for (const d of data) { const ok = tests.every(t => t(d)); d.r.hidden = !ok; n += ok; }
    count.textContent = n === data.length ? `${n} submissions` : `${n} of ${data.length}`;
    document.querySelectorAll('g.bin').forEach(g => g.setAttribute('aria-pressed', String(find.value.trim() === g.dataset.find)));
  };
  let timer; find.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(apply, 60); });
  const seek = q => { find.value = find.value.trim() === q ? '' : q; apply(); $('#submissions').scrollIntoView({ block: 'start' }); };
  document.addEventListener('click', e => { const t = e.target.closest('[data-find]'); if (t) { seek(t.dataset.find); find.focus({ preventScroll: true }); } });
  document.addEventListener('keydown', e => {
    const t = e.target.closest('g[data-find]');
    if (t && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); seek(t.dataset.find); }
    if (e.key === '/' && !/INPUT|TEXTAREA/.test(e.target.tagName)) { e.preventDefault(); find.focus(); find.select(); }
    if (e.key === 'Escape' && e.target === find) { find.value = ''; apply(); }
  });
  // ---- grid: arrows, Home, End, Enter; what the cell says goes to the line below
  const say = t => { out.textContent = t; };
  const titles = heads.map(h => h.dataset.t || '');
  const describe = c => {
    const d = of.get(c.parentElement), q = Q[c.cellIndex]; if (!d) return;
    if (!q) return say(`${d.id}: ${d.r.cells[1].textContent} points${d.pend ? `, ${d.pend} needs review` : ''}`);
    const [got, max] = c.textContent.split('/'), p = c.dataset.p;
    out.replaceChildren(Object.assign(document.createElement('b'), { textContent: `${d.id} · ${q} ${titles[c.cellIndex]}` }),
      c.classList.contains('x') ? ` · not submitted (0 of ${max})` : ` · ${got} of ${max}${p ? `, ${p} needs review` : ''}`);
  };
  body.querySelectorAll('a').forEach(a => { a.tabIndex = -1; });
  let cell = null;
  const target = c => c.cellIndex === 0 ? c.firstElementChild : c;
  const go = c => {
    if (cell) target(cell).tabIndex = -1;
    cell = c; target(c).tabIndex = 0; target(c).focus(); c.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  target(rows[0].cells[0]).tabIndex = 0; cell = rows[0].cells[0];
  body.addEventListener('focusin', e => { const c = e.target.closest('td,th'); if (c) describe(c); });
  body.addEventListener('mouseover', e => { const c = e.target.closest('td,th'); if (c && !body.contains(document.activeElement)) describe(c); });
  const open = c => { const a = c.parentElement.cells[0].firstElementChild; location.href = a.getAttribute('href') + (Q[c.cellIndex] ? '#q' + Q[c.cellIndex] : ''); };
  body.addEventListener('click', e => { const c = e.target.closest('td'); if (c) open(c); });
  body.addEventListener('keydown', e => {
    const c = e.target.closest('td,th'); if (!c) return;
    const r = c.parentElement, vis = data.filter(d => !d.r.hidden).map(d => d.r), y = vis.indexOf(r), x = c.cellIndex;
    const at = (yy, xx) => go(vis[Math.max(0, Math.min(vis.length - 1, yy))].cells[Math.max(0, Math.min(r.cells.length - 1, xx))]);
    const k = { ArrowDown: [y + 1, x], j: [y + 1, x], ArrowUp: [y - 1, x], k: [y - 1, x], ArrowRight: [y, x + 1], ArrowLeft: [y, x - 1],
      Home: [e.ctrlKey ? 0 : y, 0], End: [e.ctrlKey ? vis.length - 1 : y, r.cells.length - 1], PageDown: [y + 15, x], PageUp: [y - 15, x] }[e.key];
    if (k) { e.preventDefault(); at(...k); } else if (e.key === 'Enter' && c.tagName === 'TD') open(c);
  });
  addEventListener('load', () => setTimeout(apply));
})();
