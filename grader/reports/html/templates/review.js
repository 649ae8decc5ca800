(() => {
  const $ = id => document.getElementById(id), answers = [...document.querySelectorAll('.ans')];
  const decided = () => answers.filter(a => a.querySelector('[type=radio]:checked'));
  const quoted = text => /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  const sheet = () => [['id', 'points', 'name', 'reason'], ...decided().map(a => [
    a.dataset.id, a.querySelector('[type=radio]:checked').value,
    $('by').value.trim(), a.querySelector('[type=text]').value.trim(),
  ])].map(row => row.map(quoted).join(',')).join('\n') + '\n';
  document.addEventListener('change', () => {
    const done = decided(), many = done.reduce((sum, a) => sum + +a.dataset.count, 0);
    $('decided').textContent = `${done.length} of ${answers.length} different answers decided, for ${many} submissions.`;
  });
  $('copy').addEventListener('click', e => copyText(sheet(), e.currentTarget));
  $('save').addEventListener('click', () => {
    const link = Object.assign(document.createElement('a'), { download: 'decisions.csv',
      href: URL.createObjectURL(new Blob([sheet()], { type: 'text/csv' })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
})();
